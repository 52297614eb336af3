package io.servelab.study;

/** Stands in a patch for a value that is taken away. */
enum Unset {
  UNSET;

  @Override
  public String toString() {
    return "unset";
  }
}

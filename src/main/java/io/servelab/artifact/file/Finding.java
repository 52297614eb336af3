package io.servelab.artifact.file;

/**
 * Something wrong with a generated file.
 *
 * @param file path of the file; blank for the whole bundle
 * @param message what is wrong, and where
 */
public record Finding(String file, String message) {

  @Override
  public String toString() {
    return file.isEmpty() ? message : file + ": " + message;
  }
}

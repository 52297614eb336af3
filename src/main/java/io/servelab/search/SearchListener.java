package io.servelab.search;

/** Watches a running search, and may stop it. Called from several threads. */
public interface SearchListener {

  /** Neither watches nor stops. */
  SearchListener NONE = new SearchListener() {};

  /**
   * Told after each layout of a role.
   *
   * @param mode kind of deployment that is searched
   * @param done layouts that were evaluated so far
   * @param total layouts of the kind
   */
  default void evaluated(ServingMode mode, int done, int total) {}

  /** Whether the search is to stop; asked before each layout. */
  default boolean cancelled() {
    return false;
  }
}

package io.servelab.bulk;

import io.servelab.model.Models;
import io.servelab.perf.Databases;
import io.servelab.perf.RuleSet;
import io.servelab.search.SearchListener;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs a grid of searches into a folder that can be interrupted and taken up again: what it holds
 * completely is not searched twice.
 *
 * <p>The folder has the files of {@link SearchQueries}; any table reader can follow it while it
 * grows.
 */
public final class SearchSweep {

  private final SearchQueries queries;

  /** Over the databases of one data folder. */
  public SearchSweep(Databases databases, Models models, RuleSet rules) {
    this.queries = new SearchQueries(databases, models, rules);
  }

  /**
   * Searches what the folder does not hold yet.
   *
   * @param listener watches and may stop it; what was written by then stays
   * @return searches that were run
   * @throws java.util.concurrent.CancellationException if the listener asked to stop
   */
  public int run(SearchGrid grid, Path directory, SearchListener listener) {
    try (SearchFolder folder = SearchFolder.continued(directory)) {
      List<Request> open =
          grid.requests().stream()
              .filter(request -> !folder.answered().contains(request.id()))
              .toList();
      queries.answer(open, folder, listener);
      return open.size();
    }
  }
}

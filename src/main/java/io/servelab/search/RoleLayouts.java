package io.servelab.search;

import io.servelab.estimate.WorkerRole;
import io.servelab.model.RequestedLayout;
import io.servelab.perf.PerfDatabase;
import java.util.List;
import java.util.Optional;

/**
 * The layouts in which workers of one role may run.
 *
 * @param role the role
 * @param database measurements of its engine on its system
 * @param layouts the layouts, each once
 * @param wide whether experts may be spread over several nodes
 */
record RoleLayouts(
    WorkerRole role, PerfDatabase database, List<RequestedLayout> layouts, boolean wide) {

  /** The usual ones, with the sizes that were asked for in place of the usual sizes. */
  static RoleLayouts of(SearchRequest search, WorkerRole role, PerfDatabase database) {
    ParallelSpace basic =
        DefaultSpaces.of(search.model(), database.engine(), database.system().name(), role);
    ParallelSpace usual =
        DefaultSpaces.staged(basic, search.model(), database.system(), search.totalGpus());
    Optional<ParallelSpace> wide = WideSpace.of(search, role, database, usual);
    ParallelSpace asked = search.options().role(role).sizes().over(wide.orElse(usual));
    List<RequestedLayout> layouts = layouts(search, database, asked);
    boolean spread = layouts.stream().anyMatch(layout -> layout.moeEp().orElse(1) > 1);
    return new RoleLayouts(role, database, layouts, wide.isPresent() && spread);
  }

  private static List<RequestedLayout> layouts(
      SearchRequest search, PerfDatabase database, ParallelSpace space) {
    return space.within(search.totalGpus()).layouts(search.model(), database.engine());
  }
}

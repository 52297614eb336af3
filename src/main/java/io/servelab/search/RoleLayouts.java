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

  /**
   * Those that were asked for, else the usual ones. The basic lists of {@link DefaultSpaces} mean
   * the usual ones, so what measurements add is added to them too.
   */
  static RoleLayouts of(SearchRequest search, WorkerRole role, PerfDatabase database) {
    ParallelSpace basic =
        DefaultSpaces.of(search.model(), database.engine(), database.system().name(), role);
    ParallelSpace asked = search.options().role(role).space().orElse(basic);
    if (!asked.equals(basic)) {
      return new RoleLayouts(role, database, layouts(search, database, asked), false);
    }
    ParallelSpace usual =
        DefaultSpaces.staged(basic, search.model(), database.system(), search.totalGpus());
    Optional<ParallelSpace> wide = WideSpace.of(search, role, database, usual);
    return new RoleLayouts(
        role, database, layouts(search, database, wide.orElse(usual)), wide.isPresent());
  }

  private static List<RequestedLayout> layouts(
      SearchRequest search, PerfDatabase database, ParallelSpace space) {
    return space.within(search.totalGpus()).layouts(search.model(), database.engine());
  }
}

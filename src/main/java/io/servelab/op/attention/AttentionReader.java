package io.servelab.op.attention;

import io.servelab.perf.Evidence;
import io.servelab.perf.Grid;
import io.servelab.perf.GridInterpolator;
import io.servelab.perf.MonotoneSweep;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.RaisedSweep;
import io.servelab.perf.Reading;
import io.servelab.perf.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Reads attention under the rule set of its database: the slice of the engine's own lane, or under
 * the rules {@code servelab}, where that is not trusted, the geometric mean of the other engines'.
 */
final class AttentionReader {

  private final List<GridInterpolator> readers;
  private final boolean substituted;

  private AttentionReader(List<GridInterpolator> readers, boolean substituted) {
    this.readers = readers;
    this.substituted = substituted;
  }

  /**
   * Decides who answers.
   *
   * @param wanted the slice, whatever its lane
   * @param lanes kernel lanes in order of preference
   * @param reader how points are blended
   * @throws io.servelab.error.NoDataException if the engine has no such slice
   */
  static AttentionReader of(
      AttentionPhase phase,
      PerfDatabase database,
      AttentionSlice wanted,
      List<String> lanes,
      Function<Grid, GridInterpolator> reader) {
    AttentionTable table = database.index(phase.index());
    if (database.rules() == RuleSet.REFERENCE) {
      return new AttentionReader(List.of(reader.apply(table.require(wanted, lanes))), false);
    }
    AttentionSlice own = table.requireAnswering(wanted, lanes);
    AttentionAdmission admission = AttentionAdmission.of(phase, database);
    List<GridInterpolator> readers = new ArrayList<>();
    if (!admission.admits(own)) {
      admission
          .substitutes(own)
          .forEach(
              lent -> readers.add(reader.apply(repaired(phase, lent.lender(), own, lent.grid()))));
    }
    boolean substituted = !readers.isEmpty();
    if (!substituted) {
      readers.add(reader.apply(repaired(phase, database, own, table.require(wanted, lanes))));
    }
    return new AttentionReader(readers, substituted);
  }

  private static Grid repaired(
      AttentionPhase phase, PerfDatabase source, AttentionSlice slice, Grid grid) {
    Grid possible =
        phase.roofline(source, slice).map(bound -> RaisedSweep.of(grid, bound)).orElse(grid);
    return MonotoneSweep.of(possible);
  }

  /** Reads one point, coordinates in the order of the phase. */
  Reading read(double... point) {
    if (!substituted) {
      return readers.get(0).read(point);
    }
    double logs = 0;
    Evidence evidence = Evidence.SUBSTITUTED;
    for (GridInterpolator reader : readers) {
      Reading reading = reader.read(point);
      logs += Math.log(reading.latencyMs());
      evidence = evidence.and(reading.evidence());
    }
    return new Reading(Math.exp(logs / readers.size()), 0, evidence);
  }
}

package io.servelab.op.attention;

import io.servelab.perf.Evidence;
import io.servelab.perf.Grid;
import io.servelab.perf.GridInterpolator;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether rows that claim a sliding window were measured with it.
 *
 * <p>Sequences that are many times longer than the window cost a fraction of full attention. Where
 * they cost the same, the kernel ignored the window.
 *
 * @param rows long rows that could be compared
 * @param ratio median time of these, relative to the same row of full attention; NaN without rows
 */
record WindowCheck(int rows, double ratio) {

  /** Rows above this share of full attention were measured without the window. */
  static final double LIMIT = 0.8;

  private static final double WINDOWS = 8;

  /** Below this launching counts and full attention saves nothing either, milliseconds. */
  private static final double LAUNCH_MS = 0.05;

  private static final int FEWEST = 3;

  /** Compares a slice with the slice of full attention in the same lane. */
  static WindowCheck of(AttentionPhase phase, PerfDatabase database, AttentionSlice slice) {
    if (slice.window() == 0) {
      return new WindowCheck(0, Double.NaN);
    }
    AttentionTable table = phase.in(database).orElseThrow();
    Optional<Grid> full = table.find(slice.withWindow(0));
    Optional<Grid> windowed = table.find(slice);
    List<Double> ratios = new ArrayList<>();
    if (full.isPresent() && windowed.isPresent()) {
      GridInterpolator reader = GridInterpolator.linear(full.get(), point -> 1);
      windowed
          .get()
          .forEach(
              (point, latencyMs, powerW) -> {
                if (phase.length(point) >= WINDOWS * slice.window()) {
                  Reading whole = reader.read(point);
                  if (whole.evidence() == Evidence.MEASURED && whole.latencyMs() > LAUNCH_MS) {
                    ratios.add(latencyMs / whole.latencyMs());
                  }
                }
              });
    }
    return ratios.size() < FEWEST
        ? new WindowCheck(0, Double.NaN)
        : new WindowCheck(
            ratios.size(),
            ratios.stream().mapToDouble(ratio -> ratio).sorted().toArray()[ratios.size() / 2]);
  }

  /** Whether nothing speaks against the rows. */
  boolean passes() {
    return !(ratio > LIMIT);
  }
}

package io.servelab.perf;

import java.util.Arrays;

/**
 * Repairs a sweep in which more work takes less time. A call can always be padded to the next
 * larger measured size, so none takes longer than any larger one; what was measured otherwise is a
 * badly chosen kernel that an engine avoids.
 */
public final class MonotoneSweep {

  private MonotoneSweep() {}

  /**
   * The sweep with times that never fall; the same object where they do not. Of several axes the
   * last is the sweep.
   */
  public static Grid of(Grid sweep) {
    if (sweep.depth() > 1) {
      Grid[] branches = new Grid[sweep.branches.length];
      Arrays.setAll(branches, index -> of(sweep.branches[index]));
      return Arrays.equals(branches, sweep.branches) ? sweep : Grid.branch(sweep.keys, branches);
    }
    double[] latenciesMs = sweep.latenciesMs.clone();
    boolean repaired = false;
    for (int index = latenciesMs.length - 2; index >= 0; index--) {
      if (latenciesMs[index] > latenciesMs[index + 1]) {
        latenciesMs[index] = latenciesMs[index + 1];
        repaired = true;
      }
    }
    return repaired ? Grid.leaves(sweep.keys, latenciesMs, sweep.powersW) : sweep;
  }
}

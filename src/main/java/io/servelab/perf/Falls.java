package io.servelab.perf;

/**
 * Counts points of sweeps that take longer than a later point, in which more work is done.
 *
 * <p>Falls below five per cent are noise of measurements and do not count.
 */
public final class Falls {

  private static final double NOISE = 1.05;

  private int points;
  private int falling;
  private double deepest = 1;

  /**
   * Adds a sweep.
   *
   * @param latenciesMs times in order of growing work, milliseconds
   */
  public void add(double... latenciesMs) {
    double least = Double.POSITIVE_INFINITY;
    for (int index = latenciesMs.length - 1; index >= 0; index--) {
      points++;
      if (latenciesMs[index] > least * NOISE) {
        falling++;
        deepest = Math.max(deepest, latenciesMs[index] / least);
      }
      least = Math.min(least, latenciesMs[index]);
    }
  }

  /** Adds every sweep of a grid; of several axes the last is the sweep. */
  public void add(Grid grid) {
    if (grid.depth() == 1) {
      add(grid.latenciesMs);
    } else {
      for (Grid branch : grid.branches) {
        add(branch);
      }
    }
  }

  /** Adds every sweep of scattered sites. */
  public void add(SiteCurves curves) {
    curves.inOrder().forEach(curve -> add(curve.latenciesMs()));
  }

  /**
   * What the sweeps show.
   *
   * @param repaired what becomes of points that fall
   */
  public AuditFinding finding(String table, String part, AuditVerdict repaired) {
    return new AuditFinding(
        table,
        part,
        AuditCheck.MONOTONICITY,
        falling == 0 ? AuditVerdict.TRUSTED : repaired,
        points,
        falling,
        deepest,
        NOISE,
        falling > 0 && repaired == AuditVerdict.LEVELLED ? "later points of the sweep" : "");
  }
}

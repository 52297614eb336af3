package io.servelab.perf;

import java.util.Arrays;

/** Repairs points that are faster than the hardware allows: they are raised to the roofline. */
public final class RaisedSweep {

  private final Roofline roofline;
  private final double[] point;

  private RaisedSweep(Roofline roofline, int depth) {
    this.roofline = roofline;
    this.point = new double[depth];
  }

  /** The grid with times of at least the roofline's; the same object where they are. */
  public static Grid of(Grid grid, Roofline roofline) {
    return new RaisedSweep(roofline, grid.depth()).raised(grid, 0);
  }

  private Grid raised(Grid grid, int axis) {
    if (grid.depth() > 1) {
      Grid[] branches = new Grid[grid.branches.length];
      for (int index = 0; index < branches.length; index++) {
        point[axis] = grid.keys[index];
        branches[index] = raised(grid.branches[index], axis + 1);
      }
      return Arrays.equals(branches, grid.branches) ? grid : Grid.branch(grid.keys, branches);
    }
    double[] latenciesMs = grid.latenciesMs.clone();
    for (int index = 0; index < latenciesMs.length; index++) {
      point[axis] = grid.keys[index];
      latenciesMs[index] = Math.max(latenciesMs[index], roofline.ms(point));
    }
    return Arrays.equals(latenciesMs, grid.latenciesMs)
        ? grid
        : Grid.leaves(grid.keys, latenciesMs, grid.powersW);
  }
}

package io.servelab.op.mla;

import io.servelab.error.NoDataException;
import io.servelab.op.Resolved;
import io.servelab.perf.Grid;
import io.servelab.perf.Roofline;
import io.servelab.perf.Utilisation;
import java.util.function.Supplier;

/** Utilisation samples of a slice: no other slice is close enough to stand in for it. */
final class Samples {

  private Samples() {}

  static Resolved<Utilisation> of(Supplier<Grid> slice, Roofline roofline) {
    return Resolved.by(
        () -> {
          Grid grid = known(slice);
          Utilisation.Builder samples = new Utilisation.Builder(grid.depth(), roofline);
          grid.forEach(samples);
          return samples.build();
        });
  }

  private static Grid known(Supplier<Grid> slice) {
    try {
      return slice.get();
    } catch (NoDataException silent) {
      throw NoDataException.estimate(silent.getMessage());
    }
  }
}

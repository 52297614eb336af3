package io.servelab.op.dense;

import io.servelab.error.NoDataException;
import io.servelab.op.MemoryTraffic;
import io.servelab.op.OpTime;
import io.servelab.op.Resolved;
import io.servelab.perf.DataMode;
import io.servelab.perf.Evidence;
import io.servelab.perf.Grid;
import io.servelab.perf.GridInterpolator;
import io.servelab.perf.NearestPoint;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.PerfTable;
import io.servelab.perf.Reading;
import io.servelab.perf.Roofline;
import io.servelab.perf.Slices;
import io.servelab.perf.TableIndex;
import io.servelab.perf.Utilisation;
import java.util.Optional;

/**
 * A kernel that dynamic FP8 quantisation adds to a projection.
 *
 * <p>Tables {@code computescale} and {@code scale_matrix}, axes {@code (m, k)}, both linear.
 * Queries beyond the table are moved to its border; the second kernel is then rescaled by its
 * roofline, the first stays flat.
 */
final class ScalingOverhead {

  private static final TableIndex<Optional<Kernel>> COMPUTE_SCALE =
      database -> kernel(database, "computescale");
  private static final TableIndex<Optional<Kernel>> SCALE_MATRIX =
      database -> kernel(database, "scale_matrix");

  /**
   * Rows of a kernel.
   *
   * @param grid times over {@code (m, k)}
   * @param lowK smallest measured width of any row
   * @param highK largest
   */
  private record Kernel(Grid grid, double lowK, double highK) {

    static Kernel of(Grid grid) {
      double[] range = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
      grid.forEach(
          (point, latencyMs, powerW) -> {
            range[0] = Math.min(range[0], point[1]);
            range[1] = Math.max(range[1], point[1]);
          });
      return new Kernel(grid, range[0], range[1]);
    }
  }

  private final PerfDatabase database;
  private final double bytesPerElement;
  private final boolean rescaled;
  private final Resolved<Kernel> kernel;
  private final Resolved<NearestPoint> nearest;
  private final Resolved<Utilisation> utilisation;
  private final Roofline roofline;

  private ScalingOverhead(
      PerfDatabase database,
      String table,
      TableIndex<Optional<Kernel>> index,
      double bytesPerElement,
      boolean rescaled) {
    this.database = database;
    this.bytesPerElement = bytesPerElement;
    this.rescaled = rescaled;
    this.roofline = point -> boundMs(point[0], point[1]);
    this.kernel =
        Resolved.by(
            () ->
                database
                    .index(index)
                    .orElseThrow(
                        () ->
                            NoDataException.measurement(
                                "Table " + table + " of " + database + " has no fp8 rows.")));
    this.nearest =
        Resolved.by(
            () ->
                database
                    .index(index)
                    .map(Kernel::grid)
                    .map(NearestPoint::of)
                    .orElseThrow(
                        () ->
                            NoDataException.estimate(
                                "No measured " + table + " row to estimate from.")));
    this.utilisation = Resolved.by(this::collect);
  }

  private Utilisation collect() {
    Utilisation.Builder samples = new Utilisation.Builder(2, roofline);
    kernel.get().grid.forEach(samples);
    return samples.build();
  }

  /** The kernel that finds the scale of an activation. */
  static ScalingOverhead computeScale(PerfDatabase database) {
    return new ScalingOverhead(database, "computescale", COMPUTE_SCALE, 2, false);
  }

  /** The kernel that applies the scale. */
  static ScalingOverhead scaleMatrix(PerfDatabase database) {
    return new ScalingOverhead(database, "scale_matrix", SCALE_MATRIX, 3, true);
  }

  OpTime time(double m, double k) {
    if (database.mode() == DataMode.EMPIRICAL) {
      return estimated(m, k);
    }
    try {
      return measured(m, k);
    } catch (NoDataException silent) {
      if (database.mode() != DataMode.HYBRID
          || silent.missing() != NoDataException.Missing.MEASUREMENT) {
        throw silent;
      }
      return estimated(m, k);
    }
  }

  private OpTime measured(double m, double k) {
    Kernel rows = kernel.get();
    double[] outer = rows.grid.outerKeys();
    double nearM = clamp(m, outer[0], outer[outer.length - 1]);
    double nearK = clamp(k, rows.lowK, rows.highK);
    Reading reading = GridInterpolator.linear(rows.grid, roofline).read(nearM, nearK);
    double scale = rescaled ? boundMs(m, k) / boundMs(nearM, nearK) : 1;
    return OpTime.measured(reading).times(scale);
  }

  private OpTime estimated(double m, double k) {
    if (rescaled) {
      return OpTime.estimated(
          utilisation.get().latencyMs(boundMs(m, k), 1, m, k), Evidence.UTILISATION);
    }
    NearestPoint.Point point = nearest.get().of(m, k);
    if (point.latencyMs() == 0) {
      return OpTime.estimated(0, Evidence.UTILISATION);
    }
    double anchor = roofline.ms(point.coordinates());
    return OpTime.estimated(boundMs(m, k) * point.latencyMs() / anchor, Evidence.UTILISATION);
  }

  private double boundMs(double m, double k) {
    return MemoryTraffic.boundMs(database, bytesPerElement * m * k);
  }

  private static double clamp(double value, double low, double high) {
    return Math.min(high, Math.max(low, value));
  }

  private static Optional<Kernel> kernel(PerfDatabase database, String name) {
    return database
        .find(name)
        .flatMap(
            table -> {
              PerfTable.TextColumn format = table.text("quant_dtype");
              PerfTable.NumberColumn m = table.number("m");
              PerfTable.NumberColumn k = table.number("k");
              return Slices.of(
                      table,
                      row -> Optional.of(format.at(row)),
                      Slices.Axes.of(table, m::at, k::at))
                  .find("fp8")
                  .map(Kernel::of);
            });
  }
}

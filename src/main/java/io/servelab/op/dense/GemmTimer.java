package io.servelab.op.dense;

import io.servelab.error.NoDataException;
import io.servelab.model.GemmQuant;
import io.servelab.op.Bound;
import io.servelab.op.MeasuredTimer;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.Resolved;
import io.servelab.perf.DataMode;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.Roofline;
import io.servelab.perf.RuleSet;
import io.servelab.perf.SiteCurves;
import java.util.Optional;

/** Times a projection in a format that has rows of its own. */
final class GemmTimer implements MeasuredTimer {

  private final Gemm gemm;
  private final GemmQuant rows;
  private final PerfDatabase database;
  private final Resolved<SiteCurves.SiteReader> reader;
  private final Resolved<GemmEstimator> estimator;

  GemmTimer(Gemm gemm, GemmQuant rows, PerfDatabase database) {
    this(gemm, rows, database, true);
  }

  /**
   * Times a projection.
   *
   * @param substitutable whether another engine's rows may answer under the servelab rules
   */
  GemmTimer(Gemm gemm, GemmQuant rows, PerfDatabase database, boolean substitutable) {
    this.gemm = gemm;
    this.rows = rows;
    this.database = database;
    this.reader = Resolved.by(() -> reader(substitutable));
    this.estimator = Resolved.by(() -> GemmEstimator.of(database, rows));
  }

  private SiteCurves.SiteReader reader(boolean substitutable) {
    Roofline roofline = point -> Gemm.bound(database, rows, point[0], point[1], point[2]).totalMs();
    if (database.rules() == RuleSet.REFERENCE) {
      return database.index(GemmTable.INDEX).require(rows).at(gemm.n(), gemm.k(), roofline);
    }
    GemmSources sources = GemmSources.of(database);
    return substitutable
        ? sources.reader(rows, gemm.n(), gemm.k(), roofline)
        : sources.ownReader(rows, gemm.n(), gemm.k(), roofline);
  }

  @Override
  public PerfDatabase database() {
    return database;
  }

  @Override
  public void requireRates() {
    database.system().gpu().flops(rows.mathType());
  }

  @Override
  public OpTime measured(OpShape shape) {
    SiteCurves.SiteReader curves = reader.get();
    try {
      return OpTime.measured(curves.read(m(shape)));
    } catch (NoDataException outside) {
      if (gemm.rooflineBelowGrid() && database.mode() == DataMode.SILICON) {
        return roofline(shape);
      }
      throw outside;
    }
  }

  @Override
  public OpTime estimated(OpShape shape) {
    double m = m(shape);
    return estimator.get().time(boundAt(m).totalMs(), m, gemm.n(), gemm.k());
  }

  @Override
  public OpTime roofline(OpShape shape) {
    return OpTime.roofline(boundAt(m(shape)).totalMs());
  }

  @Override
  public Optional<Bound> bound(OpShape shape) {
    return Optional.of(boundAt(m(shape)));
  }

  @Override
  public boolean dependsOnTokensOnly() {
    return true;
  }

  double m(OpShape shape) {
    return gemm.share().of(shape.tokens());
  }

  private Bound boundAt(double m) {
    return Gemm.bound(database, rows, m, gemm.n(), gemm.k());
  }
}

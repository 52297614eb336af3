package io.servelab.op.dense;

import io.servelab.model.GemmQuant;
import io.servelab.op.Bound;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.OperationTimer;
import io.servelab.op.Resolved;
import io.servelab.perf.DataMode;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.Source;
import java.util.Optional;

/**
 * Times a projection with static FP8 scales: the dynamic FP8 time less the kernels that compute
 * scales and, where the input arrives quantised, apply them. Never below the roofline.
 */
final class StaticFp8Timer implements OperationTimer {

  private final Gemm gemm;
  private final GemmTimer dynamic;
  private final Resolved<ScalingOverhead> computeScale;
  private final Resolved<ScalingOverhead> scaleMatrix;
  private final PerfDatabase database;

  StaticFp8Timer(Gemm gemm, PerfDatabase database) {
    this.gemm = gemm;
    this.database = database;
    // Product and kernels that are taken off it must have been measured by the same engine.
    this.dynamic = new GemmTimer(gemm, GemmQuant.FP8, database, false);
    this.computeScale = Resolved.by(() -> ScalingOverhead.computeScale(database));
    this.scaleMatrix = Resolved.by(() -> ScalingOverhead.scaleMatrix(database));
  }

  @Override
  public OpTime time(OpShape shape) {
    OpTime product = dynamic.time(shape);
    if (database.mode() == DataMode.SOL) {
      return new OpTime(product.latencyMs(), 0, Source.ESTIMATED, product.evidence());
    }
    double m = dynamic.m(shape);
    OpTime saved = computeScale.get().time(m, gemm.k());
    if (gemm.lowPrecisionInput()) {
      OpTime applied = scaleMatrix.get().time(m, gemm.k());
      saved = saved.plus(applied);
    }
    double floorMs = Gemm.bound(database, GemmQuant.FP8, m, gemm.n(), gemm.k()).totalMs();
    return new OpTime(
        Math.max(floorMs, product.latencyMs() - saved.latencyMs()),
        Math.max(0, product.energyWms() - saved.energyWms()),
        Source.ESTIMATED,
        product.evidence().and(saved.evidence()));
  }

  @Override
  public Optional<Bound> bound(OpShape shape) {
    return dynamic.bound(shape);
  }

  @Override
  public boolean dependsOnTokensOnly() {
    return true;
  }
}

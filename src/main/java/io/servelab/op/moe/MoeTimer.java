package io.servelab.op.moe;

import io.servelab.hardware.Gpu;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.MoeQuant;
import io.servelab.op.Bound;
import io.servelab.op.MeasuredTimer;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.Resolved;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.Reading;
import io.servelab.perf.RuleSet;
import java.util.Optional;

/** Times {@link Moe}. */
final class MoeTimer implements MeasuredTimer {

  private static final int SMALL_BATCH = 128;
  private static final double EPLB_TOKENS = 0.8;

  private final Moe moe;
  private final PerfDatabase database;
  private final ExpertWork work;
  private final Resolved<MoeSources.Curve> curve;
  private final Resolved<Optional<TokenCurve>> smallCurve;
  private final Resolved<MoeEstimator> estimator;
  private final Resolved<MoeEstimator> smallEstimator;

  MoeTimer(Moe moe, PerfDatabase database) {
    this.moe = moe;
    this.database = database;
    this.work = moe.work();
    this.curve =
        Resolved.by(
            () ->
                corrected()
                    ? new MoeSources(database, moe).curve()
                    : curve(database.index(MoeTable.INDEX))::read);
    this.smallCurve =
        Resolved.by(() -> database.index(MoeTable.INDEX).findLowLatency(key()).map(this::read));
    this.estimator = Resolved.by(() -> MoeEstimator.of(database, moe, false));
    this.smallEstimator = Resolved.by(() -> MoeEstimator.of(database, moe, true));
  }

  private MoeTable.Key key() {
    return database
        .index(MoeTable.INDEX)
        .key(moe.quant().id(), moe.distribution(), moe.shape(), moe.split());
  }

  private TokenCurve curve(MoeTable table) {
    return read(table.ordinary().require(key()));
  }

  private TokenCurve read(io.servelab.perf.Grid grid) {
    return TokenCurve.of(grid, point -> bound((long) point[0]).totalMs());
  }

  @Override
  public PerfDatabase database() {
    return database;
  }

  @Override
  public void requireRates() {
    gpu().flops(moe.quant().mathType());
  }

  @Override
  public OpTime measured(OpShape shape) {
    long tokens = tokens(shape);
    if (moe.eplb() && database.engine() == ServingEngine.SGLANG) {
      tokens = (long) (tokens * EPLB_TOKENS);
    }
    if (corrected() && hasSmallKernel() && smallCurve.get().isPresent()) {
      return OpTime.measured(faster(tokens));
    }
    if (prefersSmall(tokens) && smallCurve.get().isPresent()) {
      return OpTime.measured(smallCurve.get().get().read(tokens));
    }
    return OpTime.measured(curve.get().read(tokens));
  }

  private boolean corrected() {
    return database.rules() == RuleSet.SERVELAB;
  }

  /** The engine tunes its choice of kernel for every batch size, not at a fixed one. */
  private Reading faster(long tokens) {
    Reading small = smallCurve.get().orElseThrow().read(tokens);
    Reading ordinary = curve.get().read(tokens);
    return small.latencyMs() < ordinary.latencyMs() ? small : ordinary;
  }

  private boolean prefersSmall(long tokens) {
    return hasSmallKernel() && tokens <= SMALL_BATCH;
  }

  private boolean hasSmallKernel() {
    return moe.quant() == MoeQuant.NVFP4 && moe.gated();
  }

  @Override
  public OpTime estimated(OpShape shape) {
    long tokens = tokens(shape);
    return (prefersSmall(tokens) ? smallEstimator : estimator)
        .get()
        .time(bound(tokens).totalMs(), tokens);
  }

  @Override
  public OpTime roofline(OpShape shape) {
    return OpTime.roofline(bound(tokens(shape)).totalMs());
  }

  @Override
  public Optional<Bound> bound(OpShape shape) {
    return Optional.of(bound(tokens(shape)));
  }

  private long tokens(OpShape shape) {
    return shape.tokens() * moe.attentionDp();
  }

  private Bound bound(long tokens) {
    return work.bound(gpu(), tokens);
  }

  private Gpu gpu() {
    return database.system().gpu();
  }

  @Override
  public boolean dependsOnTokensOnly() {
    return true;
  }
}

package io.servelab.op.moe;

import io.servelab.error.NoDataException;
import io.servelab.hardware.Gpu;
import io.servelab.hardware.MathType;
import io.servelab.hardware.ServingEngine;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.OperationTimer;
import io.servelab.op.Phase;
import io.servelab.op.Resolved;
import io.servelab.perf.DataMode;
import io.servelab.perf.Grid;
import io.servelab.perf.KeyText;
import io.servelab.perf.PerfDatabase;
import java.util.Optional;

/** Times {@link MoeExpertCompute}. */
final class ExpertComputeTimer implements OperationTimer {

  private static final double EPLB_TOKENS = 0.8;

  private final MoeExpertCompute experts;
  private final PerfDatabase database;
  private final Resolved<Answer> answer;
  private final MoeTimer ordinary;

  ExpertComputeTimer(MoeExpertCompute experts, PerfDatabase database) {
    this.experts = experts;
    this.database = database;
    this.answer = Resolved.by(() -> find(database.index(ExpertComputeTable.INDEX)));
    this.ordinary = new MoeTimer(ordinary(experts), database);
  }

  /** The same experts without a wide table; tokens arrive counted over all ranks. */
  private static Moe ordinary(MoeExpertCompute experts) {
    return new Moe(
        experts.shape(),
        experts.gated(),
        new ExpertSplit(1, experts.ep()),
        experts.quant(),
        experts.load().distribution(),
        1,
        false);
  }

  /**
   * What the tables say.
   *
   * @param evened whether replicas even out the load
   * @param curve the measured curve, if there is one
   */
  private record Answer(boolean evened, Optional<TokenCurve> curve) {}

  private Answer find(ExpertComputeTable table) {
    MoeExpertCompute.ExpertLoad load = experts.load();
    String kernel =
        experts.kernel().isEmpty() ? table.kernel(database, experts.quant()) : experts.kernel();
    ExpertComputeTable.Key asked =
        new ExpertComputeTable.Key(
            kernel,
            experts.quant().id(),
            load.distribution(),
            load.phase(),
            new ExpertComputeTable.Layer(
                experts.shape(), experts.slots(), new ExpertSplit(1, experts.ep())));
    Optional<Grid> grid = table.find(asked.spread(table.distribution(asked)));
    return new Answer(
        load.eplb()
            && load.phase() == Phase.PREFILL
            && kernel.equals(ExpertComputeTable.DEEPEP_KERNEL),
        grid.map(found -> TokenCurve.of(found, point -> boundMs((long) point[0]))));
  }

  private double boundMs(long tokens) {
    Gpu gpu = database.system().gpu();
    double rate = gpu.flops(MathType.BFLOAT16) * experts.quant().speedup();
    return experts.work().bound(gpu, tokens, rate, experts.slots()).totalMs();
  }

  @Override
  public OpTime time(OpShape shape) {
    if (!database.mode().sharesRows()) {
      throw onlyMeasured();
    }
    Answer found = answer.get();
    long tokens = shape.tokens() * experts.load().attentionDp();
    if (found.evened) {
      tokens = (long) (tokens * EPLB_TOKENS);
    }
    if (found.curve.isPresent()) {
      return OpTime.measured(found.curve.get().read(tokens));
    }
    if (database.engine() != ServingEngine.SGLANG) {
      ordinary.requireRates();
      return ordinary.measured(shape.withTokens(tokens));
    }
    if (database.mode() == DataMode.HYBRID) {
      throw onlyMeasured();
    }
    throw NoDataException.measurement(
        "No measured experts of " + database + " have " + KeyText.of(experts) + ".");
  }

  private NoDataException onlyMeasured() {
    return NoDataException.estimate(
        "Experts of wide expert parallelism are only answered from measurements: " + experts);
  }

  @Override
  public boolean dependsOnTokensOnly() {
    return true;
  }
}

package io.servelab.step;

import io.servelab.hardware.GpuSystem;
import io.servelab.hardware.ServingEngine;
import io.servelab.layers.KvCache;
import io.servelab.layers.LayerPlan;
import io.servelab.layers.LayerStack;

/** Tells how much device memory one rank of a worker needs. */
public final class MemoryModel {

  private static final int LARGEST_COMMUNICATOR = 8;
  private static final double SGLANG_RUNTIME_MARGIN = 1.2;

  private final LayerPlan plan;
  private final KvCache kvCache;
  private final double weightsBytes;

  private MemoryModel(LayerPlan plan, KvCache kvCache, double weightsBytes) {
    this.plan = plan;
    this.kvCache = kvCache;
    this.weightsBytes = weightsBytes;
  }

  /** For the operations of a worker. */
  public static MemoryModel of(LayerPlan plan, LayerStack stack, KvCache kvCache) {
    return new MemoryModel(plan, kvCache, stack.weightBytes() / plan.parallel().pp());
  }

  /**
   * What a rank holds at one moment.
   *
   * @param tokens tokens of the largest pass
   * @param draftGrowth factor by which draft tokens enlarge that pass
   * @param sequences sequences in the KV cache
   * @param sequenceTokens tokens of each of them at its longest
   */
  public record Moment(double tokens, double draftGrowth, long sequences, long sequenceTokens) {}

  /** The ledger of a moment. */
  public MemoryLedger ledger(Moment moment) {
    GpuSystem system = plan.system();
    int tp = Math.min(plan.parallel().tp(), LARGEST_COMMUNICATOR);
    double runtime = system.runtimeBytes();
    return new MemoryLedger(
        weightsBytes,
        ActivationRules.bytes(plan, moment.tokens, moment.draftGrowth),
        moment.sequences * kvCache.bytesPerSequence(moment.sequenceTokens),
        system.communicatorBytes().getOrDefault(tp, 0L),
        plan.engine() == ServingEngine.SGLANG ? runtime * SGLANG_RUNTIME_MARGIN : runtime);
  }

  /** The cache of one sequence. */
  public KvCache kvCache() {
    return kvCache;
  }
}

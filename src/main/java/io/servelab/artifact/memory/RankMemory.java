package io.servelab.artifact.memory;

import io.servelab.engine.KvShare;
import io.servelab.error.ServeLabException;
import io.servelab.layers.KvCache;
import io.servelab.layers.LayerPlan;
import io.servelab.layers.ModelLayers;
import io.servelab.layers.PlanOptions;
import io.servelab.model.InferredQuant;
import io.servelab.model.ModelConfig;
import io.servelab.model.ParallelRules;
import io.servelab.model.Parallelism;
import io.servelab.model.ParameterCount;
import io.servelab.model.QuantContext;
import io.servelab.model.QuantInference;
import io.servelab.model.QuantModes;
import io.servelab.perf.Lanes;
import io.servelab.step.MemoryLedger;
import io.servelab.step.MemoryModel;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a rank keeps besides its KV cache, and how the cache grows.
 *
 * @param ledger everything but the cache
 * @param cache the cache of a sequence
 * @param source whose answer it is
 */
record RankMemory(MemoryLedger ledger, KvCache cache, KvCacheCapacity.Source source) {

  /** Share of what the weights leave that a cache gets where nothing else is known. */
  private static final double NAIVE_SHARE = 0.8;

  static RankMemory of(KvCacheQuestion question) {
    Parallelism layout = ParallelRules.complete(question.model(), question.layout());
    ParallelRules.checkDivision(question.model(), layout);
    InferredQuant quant =
        QuantInference.infer(
            question.model(),
            QuantContext.deployment(question.system(), question.engine()),
            question.quant());
    try {
      return modelled(question, layout, quant);
    } catch (ServeLabException notModelled) {
      return naive(question.model(), layout, quant.modes());
    }
  }

  private static RankMemory modelled(
      KvCacheQuestion question, Parallelism layout, InferredQuant quant) {
    LayerPlan plan =
        new LayerPlan(
            question.model(),
            layout,
            quant,
            question.engine(),
            question.system(),
            Lanes.NONE,
            PlanOptions.NONE.withDraftTokens(question.pass().draftTokens()));
    KvCache cache = ModelLayers.kvCache(plan);
    MemoryModel memory = MemoryModel.of(plan, ModelLayers.stack(plan), cache);
    MemoryLedger ledger = memory.ledger(new MemoryModel.Moment(question.pass().tokens(), 1, 0, 0));
    return new RankMemory(ledger, cache, KvCacheCapacity.Source.NATIVE);
  }

  private static RankMemory naive(ModelConfig model, Parallelism layout, QuantModes quant) {
    ParameterCount count = ParameterCount.of(model);
    double dense =
        (count.attention() + count.feedForward()) * quant.gemm().bytesPerElement()
            + (count.embedding() + count.encoder()) * QuantModes.BFLOAT16.gemm().bytesPerElement();
    double experts = count.experts() * quant.moe().bytesPerElement();
    double weights =
        dense / (layout.tp() * layout.pp())
            + experts / ((double) layout.moeTp() * layout.moeEp() * layout.pp());
    double layers = (double) model.shape().layers() / layout.pp();
    double perToken =
        2
            * layers
            * model.attention().kvHeadsPerRank(layout.tp())
            * model.attention().headDim()
            * quant.kv().bytesPerElement();
    return new RankMemory(
        new MemoryLedger(weights, 0, 0, 0, 0),
        KvCache.linear(perToken),
        KvCacheCapacity.Source.NAIVE);
  }

  double otherBytes() {
    return ledger.nonKvBytes();
  }

  /** Memory for the cache, bytes; not positive if nothing is left. */
  double budgetBytes(KvCacheQuestion question) {
    double capacity = question.capacityBytes();
    double fraction = question.budget().fraction();
    if (source == KvCacheCapacity.Source.NAIVE) {
      return NAIVE_SHARE * (capacity - ledger.weightsBytes());
    }
    return question.budget().basis() == KvShare.Basis.OF_FREE
        ? (capacity - otherBytes()) * fraction
        : capacity * fraction - otherBytes();
  }

  KvCacheCapacity.Size size(double bytes) {
    return new KvCacheCapacity.Size(bytes, cache.tokensIn(bytes));
  }

  Map<String, Double> breakdown(double kvBytes) {
    Map<String, Double> breakdown = new TreeMap<>();
    breakdown.put("weights", ledger.weightsBytes());
    breakdown.put("activations", ledger.activationsBytes());
    breakdown.put("communicators", ledger.communicatorBytes());
    breakdown.put("runtime", ledger.otherBytes());
    breakdown.put("kv_cache", kvBytes);
    return breakdown;
  }
}

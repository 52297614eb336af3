package io.servelab.layers;

import io.servelab.hardware.ServingEngine;
import io.servelab.model.MlaDetails;

/**
 * Latent attention, experts and an expert that every token visits in every layer: DeepSeek-V3 and
 * its kin, Kimi-K2.
 *
 * <p>The leading dense layers are priced as expert layers, because the reference release does so.
 */
final class DeepSeekLayers implements FamilyLayers {

  /** The reference release prices every model's projections with the widths of DeepSeek-V3. */
  private static final MlaDetails PRICED = new MlaDetails(1536, 512, 128, 64, 128);

  @Override
  public void build(PassBuilder pass) {
    LayerPlan plan = pass.plan();
    MlaDetails mla = plan.options().corrected() ? plan.model().details(MlaDetails.class) : PRICED;
    boolean wide = plan.options().wideExperts().any();
    if (wide && plan.engine() == ServingEngine.SGLANG) {
      new SglangWideLayers(pass).latent(mla);
    } else if (wide && plan.engine() == ServingEngine.TRTLLM) {
      new TrtLlmWideLayers(pass, mla).add();
    } else {
      transformer(pass, mla);
    }
  }

  private static void transformer(PassBuilder pass, MlaDetails mla) {
    LayerPlan plan = pass.plan();
    int layers = plan.layers();
    int vocabulary = plan.model().shape().vocabSize();
    pass.embedding(vocabulary).norm("add_norm_1", layers);
    new LatentAttentionBlock(pass, mla).add();
    pass.gatherKv(
            "cp_kv_all_gather",
            layers,
            plan.quant().modes().kv().bytesPerElement() * mla.cachedElements())
        .norm("add_norm_2", layers);
    feedForward(pass, layers, plan.parallel().tp());
    pass.logits(vocabulary / plan.parallel().tp());
    if (plan.engine() == ServingEngine.VLLM) {
      pass.allReduce("tp_allreduce", 2 * layers);
    }
    pass.p2p();
  }

  @Override
  public String prefillTable(ServingEngine engine) {
    return engine == ServingEngine.VLLM ? "context_attention" : "context_mla";
  }

  @Override
  public boolean choosesAttentionKernel(LayerPlan plan) {
    return plan.engine() == ServingEngine.VLLM && !LatentAttentionBlock.hasOneFormat(plan);
  }

  @Override
  public boolean exchangesWidely() {
    return true;
  }

  @Override
  public KvCache kvCache(LayerPlan plan) {
    return KvCache.linear(
        plan.quant().modes().kv().bytesPerElement()
            * plan.layers()
            * plan.model().details(MlaDetails.class).cachedElements());
  }

  /**
   * Routed experts and the expert that every token visits, one after the other in prefill, side by
   * side in decode.
   *
   * @param layers layers of the pass
   * @param sharedRanks ranks that split the expert that every token visits
   */
  static void feedForward(PassBuilder pass, double layers, int sharedRanks) {
    feedForward(pass, layers, sharedRanks, DecodeExchange.SUMMED);
  }

  /** The same with another exchange of tokens in decode. */
  static void feedForward(
      PassBuilder pass, double layers, int sharedRanks, DecodeExchange exchange) {
    LayerPlan plan = pass.plan();
    if (pass.exchangesWidely()) {
      WideExpertBlock.of(pass, Distribution.MILD, layers).all(pass, true);
      return;
    }
    RoutedExperts routed = RoutedExperts.of(plan, Distribution.MILD).decoding(exchange);
    if (pass.isPrefill()) {
      shared(pass, layers, sharedRanks);
      routed.all(pass, "", layers);
    } else {
      pass.overlap(
          "moe_overlap",
          branch -> routed.all(branch, "", layers),
          branch -> shared(branch, layers, sharedRanks));
    }
  }

  private static void shared(PassBuilder pass, double layers, int ranks) {
    LayerPlan plan = pass.plan();
    pass.gated(
        GatedLayer.SHARED,
        layers,
        plan.model().experts().interSize(),
        ranks,
        plan.sharedExpertFormat());
  }
}

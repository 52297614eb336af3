package io.servelab.layers;

import io.servelab.hardware.ServingEngine;
import io.servelab.model.KimiK3Details;
import io.servelab.model.LinearAttention;

/**
 * Delta-rule layers between gated latent-attention layers, residuals over several layers, and
 * experts in a narrower space: Kimi-K3.
 *
 * <p>Speculation drafts with a separate small model instead of draft layers.
 */
final class KimiK3Layers implements FamilyLayers {

  /** States kept for each sequence: the current one and those of speculative decoding. */
  private static final int STATES = 5;

  private static final int STATE_BYTES = 4;
  private static final int CONVOLUTION_BYTES = 2;

  @Override
  public void build(PassBuilder pass) {
    LayerPlan plan = pass.plan();
    KimiK3Details details = plan.model().details(KimiK3Details.class);
    int layers = plan.layers();
    long vocabulary = plan.model().shape().vocabSize() / plan.parallel().tp();
    pass.embedding(vocabulary).allReduce("embedding_ar", 1);
    new KimiK3Attention(pass, details).add();
    pass.elementWise("attn_res", 2 * layers, 4 * plan.hidden(), 2 * plan.hidden())
        .norm("ffn_norm", layers);
    new KimiK3FeedForward(pass, details).add();
    pass.logits(vocabulary).p2p();
    if (!pass.isPrefill() && plan.options().draftTokens() > 0) {
      new KimiK3Draft(pass, details.mla()).add();
    }
  }

  @Override
  public String prefillTable(ServingEngine engine) {
    return engine == ServingEngine.VLLM ? "context_attention" : "context_mla";
  }

  /** On vLLM the draft model attends with kernels of its own. */
  @Override
  public boolean choosesAttentionKernel(LayerPlan plan) {
    return plan.options().draftTokens() > 0;
  }

  @Override
  public double draftFactor(LayerPlan plan) {
    return 1;
  }

  @Override
  public KvCache kvCache(LayerPlan plan) {
    KimiK3Details details = plan.model().details(KimiK3Details.class);
    LinearAttention kda = details.kda();
    double heads = kda.valueHeads() / plan.parallel().tp();
    double state = heads * kda.keyHeadDim() * kda.valueHeadDim() * STATE_BYTES;
    double convolution =
        (kda.convKernel() - 1) * 3 * heads * kda.valueHeadDim() * CONVOLUTION_BYTES;
    double elements = (plan.layers() - details.kdaLayers()) * details.mla().cachedElements();
    if (plan.options().draftTokens() > 0) {
      elements += KimiK3Draft.cachedElements(plan, details.mla());
    }
    return KvCache.withState(
        STATES * details.kdaLayers() * (state + convolution),
        elements * plan.quant().modes().kv().bytesPerElement());
  }

  static boolean isVllm(LayerPlan plan) {
    return plan.engine() == ServingEngine.VLLM;
  }
}

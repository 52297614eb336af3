package io.servelab.layers;

import io.servelab.model.Architecture;
import io.servelab.model.HybridAttention;
import io.servelab.model.HybridMoeDetails;
import io.servelab.model.LayerMix;

/** Full and sliding-window attention, each before experts or a dense layer: MiMo-V2, Llama 4. */
final class HybridMoeLayers implements FamilyLayers {

  @Override
  public void build(PassBuilder pass) {
    LayerPlan plan = pass.plan();
    HybridMoeDetails details = plan.model().details(HybridMoeDetails.class);
    int vocabulary = plan.model().shape().vocabSize();
    pass.embedding(vocabulary);
    new HybridBlocks(pass, details.denseInterSize(), false).all(attention(plan, details));
    pass.logits(vocabulary / plan.parallel().tp()).p2p();
  }

  /** The reference rules take MiMo's sliding-window layers for global ones and the reverse. */
  @SuppressWarnings("ArgumentSelectionDefectChecker") // the swap is the point
  private static HybridAttention attention(LayerPlan plan, HybridMoeDetails details) {
    HybridAttention attention = details.attention();
    if (plan.model().architecture() != Architecture.MIMO_V2_FLASH || plan.options().corrected()) {
      return attention;
    }
    LayerMix layers = attention.layers();
    return new HybridAttention(
        new LayerMix(
            layers.slidingMoe(), layers.slidingDense(), layers.globalMoe(), layers.globalDense()),
        attention.global(),
        attention.sliding(),
        attention.window());
  }
}

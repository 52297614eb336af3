package io.servelab.layers;

import io.servelab.model.AttentionShape;
import io.servelab.model.GemmQuant;
import io.servelab.op.attention.Heads;

/**
 * Dense transformers with a plain feed-forward layer. The reference rules read attention at a head
 * width of 128 whatever the configuration says.
 */
final class GptLayers implements FamilyLayers {

  private static final int HEAD_DIM = 128;

  @Override
  public void build(PassBuilder pass) {
    LayerPlan plan = pass.plan();
    AttentionShape shape = plan.model().attention();
    int layers = plan.layers();
    int tp = plan.parallel().tp();
    int kvHeads = shape.kvHeadsPerRank(tp);
    long hidden = plan.hidden();
    long inner = plan.model().shape().interSize() / tp;
    long queryWidth = (long) shape.heads() * shape.headDim() / tp;
    GemmQuant quant = plan.quant().modes().gemm();

    pass.embedding(plan.model().shape().vocabSize())
        .norm("add_norm_1", layers)
        .gemm("qkv_gemm", layers, queryWidth + 2L * shape.headDim() * kvHeads, hidden, quant)
        .attention(
            layers,
            new Heads(shape.heads() / tp, kvHeads, attendedHeadDim(plan)),
            0,
            shape.qkNorm())
        .gemmAfterQuantised("proj_gemm", layers, hidden, queryWidth, quant)
        .norm("add_norm_2", layers)
        .gemm("ffn1_gemm", layers, inner, hidden, quant)
        .elementWise("act", layers, inner, inner)
        .gemmAfterQuantised("ffn2_gemm", layers, hidden, inner, quant)
        .logits(plan.model().shape().vocabSize() / tp)
        .allReduce("ar_1", layers)
        .allReduce("ar_2", layers)
        .p2p();
  }

  /** Width at which attention is priced. */
  static int attendedHeadDim(LayerPlan plan) {
    return plan.options().corrected() ? plan.model().attention().headDim() : HEAD_DIM;
  }
}

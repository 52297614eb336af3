package io.servelab.layers;

import io.servelab.model.AttentionShape;
import io.servelab.model.GemmQuant;
import io.servelab.op.attention.Heads;

/** Dense transformers with gated feed-forward layers: Llama, Qwen2, Qwen3, MiMo. */
final class LlamaLayers implements FamilyLayers {

  @Override
  public void build(PassBuilder pass) {
    LayerPlan plan = pass.plan();
    int layers = plan.layers();
    int tp = plan.parallel().tp();
    GemmQuant quant = plan.quant().modes().gemm();
    long vocabulary = plan.model().shape().vocabSize() / tp;

    pass.embedding(vocabulary).norm("add_norm_1", layers);
    attentionBlock(pass, layers, layers, quant);
    pass.norm("add_norm_2", layers)
        .gated(GatedLayer.PLAIN, layers, plan.model().shape().interSize(), tp, quant)
        .logits(vocabulary)
        .allReduce("embedding_ar", 1)
        .allReduce("ar_1", layers)
        .allReduce("ar_2", layers)
        .p2p();
  }

  /**
   * Query-key-value projection, full attention and output projection.
   *
   * @param layers layers of the model
   * @param fullLayers layers whose attention reads the whole sequence
   */
  static void attentionBlock(PassBuilder pass, double layers, double fullLayers, GemmQuant quant) {
    LayerPlan plan = pass.plan();
    int tp = plan.parallel().tp();
    AttentionShape shape = plan.model().attention();
    int kvHeads = shape.kvHeadsPerRank(tp);
    long dim = shape.headDim();
    long queryWidth = shape.heads() * dim / tp;
    pass.gemm("qkv_gemm", layers, queryWidth + 2 * dim * kvHeads, plan.hidden(), quant)
        .attention(
            fullLayers, new Heads(shape.heads() / tp, kvHeads, shape.headDim()), 0, shape.qkNorm())
        .gatherKv(
            "cp_kv_all_gather",
            layers,
            plan.quant().modes().kv().bytesPerElement() * 2 * kvHeads * dim)
        .gemmAfterQuantised("proj_gemm", layers, plan.hidden(), queryWidth, quant);
  }
}

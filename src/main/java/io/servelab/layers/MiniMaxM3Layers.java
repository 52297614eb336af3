package io.servelab.layers;

import io.servelab.model.AttentionShape;
import io.servelab.model.MsaDetails;
import io.servelab.model.QuantModes;
import io.servelab.op.LayerOp.Role;
import io.servelab.op.Operation;
import io.servelab.op.sparse.BlockFormats;
import io.servelab.op.sparse.MsaBlock;
import io.servelab.op.sparse.MsaContext;
import io.servelab.op.sparse.MsaDonor;
import io.servelab.op.sparse.MsaGeneration;
import io.servelab.op.sparse.MsaHeads;

/** Block-sparse attention, experts and an expert that every token visits: MiniMax-M3. */
final class MiniMaxM3Layers implements FamilyLayers {

  @Override
  public void build(PassBuilder pass) {
    LayerPlan plan = pass.plan();
    int tp = plan.parallel().tp();
    int vocabulary = plan.model().shape().vocabSize();
    pass.embedding(vocabulary)
        .norm("add_norm_1", plan.layers())
        .add("attention", plan.layers(), Role.ATTENTION, attention(pass))
        .norm("add_norm_2", plan.layers());
    DeepSeekLayers.feedForward(pass, plan.layers(), tp);
    pass.logits(vocabulary / tp).p2p();
  }

  @Override
  public boolean choosesAttentionKernel(LayerPlan plan) {
    return false;
  }

  private static Operation attention(PassBuilder pass) {
    LayerPlan plan = pass.plan();
    int tp = plan.parallel().tp();
    QuantModes modes = plan.quant().modes();
    AttentionShape shape = plan.model().attention();
    MsaDetails details = plan.model().details(MsaDetails.class);
    MsaBlock block =
        new MsaBlock(
            (int) plan.hidden(),
            new MsaHeads(
                shape.heads() / tp, shape.kvHeadsPerRank(tp), shape.headDim(), shape.headDim()),
            details.indexer(),
            details.blockSize(),
            new BlockFormats(modes.fmha(), modes.kv(), modes.gemm()));
    return pass.isPrefill()
        ? new MsaContext(block, MsaDonor.GLM5)
        : new MsaGeneration(block, MsaDonor.GLM5);
  }
}

package io.servelab.layers;

import io.servelab.hardware.ServingEngine;
import io.servelab.model.DsaDetails;
import io.servelab.model.GemmQuant;
import io.servelab.model.InferredQuant;
import io.servelab.model.Projection;
import io.servelab.model.QuantModes;
import io.servelab.op.LayerOp.Role;
import io.servelab.op.Operation;
import io.servelab.op.TokenShare;
import io.servelab.op.dense.ElementWise;
import io.servelab.op.sparse.BlockFormats;
import io.servelab.op.sparse.DsaBlock;
import io.servelab.op.sparse.DsaContext;
import io.servelab.op.sparse.DsaGeneration;
import io.servelab.op.sparse.DsaVariant;
import io.servelab.op.sparse.DsaWeights;

/** Sparse latent attention, experts and an expert that every token visits: DeepSeek-V3.2, GLM-5. */
final class DsaLayers implements FamilyLayers {

  /** The reference release prices the choice of every model with this many tokens. */
  private static final int PRICED_TOPK = 2048;

  private static final int SCALE_BLOCK = 128;
  private static final int SCALE_BYTES = 4;
  private static final int ROPE_BYTES = 2;

  @Override
  public void build(PassBuilder pass) {
    LayerPlan plan = pass.plan();
    Operation attention = attention(pass);
    boolean wide = plan.options().wideExperts().any();
    if (wide && plan.engine() == ServingEngine.SGLANG) {
      new SglangWideLayers(pass).block(attention);
      return;
    }
    int vocabulary = plan.model().shape().vocabSize();
    double layers = TrtLlmWideLayers.effectiveLayers(pass);
    pass.embedding(vocabulary)
        .add("add_norm_1", layers, norm(pass))
        .add("attention", layers, Role.ATTENTION, attention)
        .add("add_norm_2", layers, norm(pass));
    int sharedRanks = wide ? plan.parallel().tp() : plan.parallel().moeTp();
    DeepSeekLayers.feedForward(pass, layers, sharedRanks);
    pass.logits(vocabulary / plan.parallel().tp()).p2p();
  }

  @Override
  public String prefillTable(ServingEngine engine) {
    return "dsa_context_module";
  }

  @Override
  public boolean choosesAttentionKernel(LayerPlan plan) {
    return false;
  }

  @Override
  public boolean exchangesWidely() {
    return true;
  }

  @Override
  public KvCache kvCache(LayerPlan plan) {
    DsaDetails details = plan.model().details(DsaDetails.class);
    int indexDim = details.indexer().headDim();
    double bytesPerToken =
        details.mla().kvLoraRank() * plan.quant().modes().kv().bytesPerElement()
            + details.mla().ropeHeadDim() * ROPE_BYTES
            + indexDim
            + Math.ceil((double) indexDim / SCALE_BLOCK) * SCALE_BYTES;
    return KvCache.linear(plan.layers() * bytesPerToken);
  }

  private static Operation norm(PassBuilder pass) {
    LayerPlan plan = pass.plan();
    int ranks = pass.isPrefill() ? plan.parallel().cp() : 1;
    return ElementWise.of(2 * plan.hidden(), 2 * plan.hidden()).on(new TokenShare(ranks, 1));
  }

  private static Operation attention(PassBuilder pass) {
    LayerPlan plan = pass.plan();
    InferredQuant quant = plan.quant();
    QuantModes modes = quant.modes();
    DsaDetails details = plan.model().details(DsaDetails.class);
    GemmQuant output = quant.gemm(Projection.ATTENTION_O);
    BlockFormats formats = new BlockFormats(modes.fmha(), modes.kv(), output);
    DsaBlock block =
        new DsaBlock(
            DsaVariant.of(plan.model().architecture()),
            plan.model().attention().heads() / plan.parallel().tp(),
            plan.options().corrected() ? details.indexer().topk() : PRICED_TOPK,
            pass.isPrefill() ? formats : formats.decoding(),
            new DsaWeights(
                quant.gemm(Projection.ATTENTION_Q),
                quant.gemm(Projection.ATTENTION_KV),
                output,
                quant.gemm(Projection.INDEXER)));
    // Only SGLang reuses the index of an earlier layer; the others compute it in each.
    double indexedShare =
        plan.engine() == ServingEngine.SGLANG
            ? (double) details.indexedLayers() / plan.layers()
            : 1;
    return pass.isPrefill()
        ? new DsaContext(block, plan.parallel().cp(), indexedShare)
        : new DsaGeneration(block, indexedShare);
  }
}

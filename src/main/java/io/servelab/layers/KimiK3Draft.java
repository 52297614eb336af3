package io.servelab.layers;

import io.servelab.model.AttentionShape;
import io.servelab.model.GemmQuant;
import io.servelab.model.MlaDetails;
import io.servelab.op.LayerOp.Role;
import io.servelab.op.Operation;
import io.servelab.op.TokenShare;
import io.servelab.op.attention.GenerationAttention;
import io.servelab.op.attention.Heads;
import io.servelab.op.comm.CustomAllReduce;
import io.servelab.op.dense.ElementWise;
import io.servelab.op.dense.Embedding;
import io.servelab.op.dense.Gemm;

/**
 * The draft model of Kimi-K3: five layers in 16 bit, latent attention on vLLM, grouped-query
 * attention elsewhere.
 *
 * <p>A decode pass counts every draft token, while the draft model runs once for each draft token
 * but the verified one, and fills its cache and its logits once for each step; counts are scaled
 * accordingly.
 */
final class KimiK3Draft {

  private static final int LAYERS = 5;
  private static final long INNER = 14336;
  private static final AttentionShape GROUPED = new AttentionShape(32, 8, 128, false);
  private static final int LATENT_HEADS = 64;

  private final PassBuilder pass;
  private final LayerPlan plan;
  private final MlaDetails mla;
  private final int tp;

  KimiK3Draft(PassBuilder pass, MlaDetails mla) {
    this.pass = pass;
    this.plan = pass.plan();
    this.mla = mla;
    this.tp = plan.parallel().tp();
  }

  /** Elements that the draft model caches for each token on one rank. */
  static double cachedElements(LayerPlan plan, MlaDetails mla) {
    return KimiK3Layers.isVllm(plan)
        ? (double) LAYERS * mla.cachedElements()
        : 2.0 * LAYERS * GROUPED.kvHeadsPerRank(plan.parallel().tp()) * GROUPED.headDim();
  }

  void add() {
    long hidden = plan.hidden();
    long vocabulary = plan.model().shape().vocabSize() / tp;
    perDraft("embedding", 1, new Embedding(vocabulary, hidden, TokenShare.WHOLE));
    perDraft("norm", 2 * LAYERS, ElementWise.of(2 * hidden, 2 * hidden));
    boolean vllm = KimiK3Layers.isVllm(plan);
    if (vllm) {
      latentAttention();
    } else {
      groupedAttention();
    }
    perDraft("gate_up_gemm", LAYERS, gemm(2 * INNER / tp, hidden));
    perDraft("act_gate", LAYERS, ElementWise.of(2 * INNER / tp, INNER / tp));
    perDraft("down_gemm", LAYERS, gemm(hidden, INNER / tp).withLowPrecisionInput());
    perDraft("ar", 2 * LAYERS, new CustomAllReduce(hidden, tp, TokenShare.WHOLE));
    long cached = vllm ? mla.cachedElements() : 2L * GROUPED.kvHeadsPerRank(tp) * GROUPED.headDim();
    perStep("kv_proj_gemm", LAYERS, gemm(cached, hidden));
    perStep("logits_gemm", 1, gemm(vocabulary, hidden));
  }

  private void groupedAttention() {
    int kvHeads = GROUPED.kvHeadsPerRank(tp);
    long queryWidth = (long) GROUPED.heads() * GROUPED.headDim() / tp;
    perDraft(
        "qkv_gemm", LAYERS, gemm(queryWidth + 2L * GROUPED.headDim() * kvHeads, plan.hidden()));
    attention(new Heads(GROUPED.heads() / tp, kvHeads, GROUPED.headDim()));
    perDraft("proj_gemm", LAYERS, gemm(plan.hidden(), queryWidth).withLowPrecisionInput());
  }

  private void latentAttention() {
    int heads = LATENT_HEADS / tp;
    perDraft("downscale_gemm", LAYERS, gemm(mla.qLoraRank() + mla.cachedElements(), plan.hidden()));
    perDraft(
        "q_b_gemm",
        LAYERS,
        gemm((long) heads * (mla.nopeHeadDim() + mla.ropeHeadDim()), mla.qLoraRank()));
    attention(new Heads(heads, heads, mla.vHeadDim()));
    perDraft(
        "proj_gemm",
        LAYERS,
        gemm(plan.hidden(), (long) heads * mla.vHeadDim()).withLowPrecisionInput());
  }

  private void attention(Heads heads) {
    perDraft(
        "attention",
        LAYERS,
        new GenerationAttention(heads, 0, plan.quant().modes().kv(), plan.lanes().decode()));
  }

  private static Gemm gemm(long n, long k) {
    return Gemm.of(n, k, GemmQuant.BFLOAT16);
  }

  private void perDraft(String name, double count, Operation operation) {
    double drafts = plan.options().draftTokens();
    pass.addAsNamed("draft_" + name, count * drafts / (drafts + 1), Role.TOKENS, operation);
  }

  private void perStep(String name, double count, Operation operation) {
    double drafts = plan.options().draftTokens();
    pass.addAsNamed("draft_" + name, count / (drafts + 1), Role.TOKENS, operation);
  }
}

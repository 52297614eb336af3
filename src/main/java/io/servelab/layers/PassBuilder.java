package io.servelab.layers;

import io.servelab.model.GemmQuant;
import io.servelab.model.QuantModes;
import io.servelab.op.LayerOp;
import io.servelab.op.Operation;
import io.servelab.op.Phase;
import io.servelab.op.TokenShare;
import io.servelab.op.attention.ContextAttention;
import io.servelab.op.attention.GenerationAttention;
import io.servelab.op.attention.Heads;
import io.servelab.op.comm.Collective;
import io.servelab.op.comm.CustomAllReduce;
import io.servelab.op.comm.Nccl;
import io.servelab.op.comm.P2P;
import io.servelab.op.dense.ElementWise;
import io.servelab.op.dense.Embedding;
import io.servelab.op.dense.Gemm;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the operations of one pass, so that a family is written once for both phases.
 *
 * <p>Names get the phase as prefix; decode counts grow with draft layers; token-wise operations of
 * prefill are split over context-parallel ranks.
 */
final class PassBuilder {

  private final LayerPlan plan;
  private final Phase phase;
  private final List<LayerOp> operations = new ArrayList<>();

  PassBuilder(LayerPlan plan, Phase phase) {
    this.plan = plan;
    this.phase = phase;
  }

  LayerPlan plan() {
    return plan;
  }

  boolean isPrefill() {
    return phase == Phase.PREFILL;
  }

  List<LayerOp> build() {
    return List.copyOf(operations);
  }

  /** Tokens of token-wise operations. */
  TokenShare share() {
    return isPrefill() ? TokenShare.split(plan.parallel().cp()) : TokenShare.WHOLE;
  }

  /** Adds an operation over all tokens. */
  PassBuilder add(String name, double count, Operation operation) {
    return add(name, count, LayerOp.Role.TOKENS, operation);
  }

  /** Adds an operation in a role. */
  PassBuilder add(String name, double count, LayerOp.Role role, Operation operation) {
    String prefix = isPrefill() ? "context_" : "generation_";
    double calls = isPrefill() ? count : count * plan.draftFactor();
    operations.add(new LayerOp(prefix + name, calls, role, operation));
    return this;
  }

  PassBuilder embedding(long rows) {
    return add("embedding", 1, new Embedding(rows, plan.hidden(), share()));
  }

  /** Adds an element-wise kernel. */
  PassBuilder elementWise(String name, double count, long in, long out) {
    return add(name, count, ElementWise.of(in, out).on(share()));
  }

  /** Adds a norm with residual addition over the hidden state. */
  PassBuilder norm(String name, double count) {
    return elementWise(name, count, 2 * plan.hidden(), 2 * plan.hidden());
  }

  PassBuilder gemm(String name, double count, long n, long k, GemmQuant quant) {
    return add(name, count, Gemm.of(n, k, quant).on(share()));
  }

  /** Adds a projection whose input arrives quantised. */
  PassBuilder gemmAfterQuantised(String name, double count, long n, long k, GemmQuant quant) {
    return add(name, count, Gemm.of(n, k, quant).on(share()).withLowPrecisionInput());
  }

  /** Adds the output projection to the vocabulary, always in 16 bit. */
  PassBuilder logits(long rows) {
    return add(
        "logits_gemm",
        1,
        LayerOp.Role.LAST_TOKENS,
        Gemm.of(rows, plan.hidden(), GemmQuant.BFLOAT16));
  }

  /** Adds attention of the phase. */
  PassBuilder attention(double count, Heads heads, int window, boolean qkNorm) {
    return attention("attention", count, heads, window, qkNorm);
  }

  /** Adds attention of the phase under another name. */
  PassBuilder attention(String name, double count, Heads heads, int window, boolean qkNorm) {
    QuantModes modes = plan.quant().modes();
    Operation operation =
        isPrefill()
            ? new ContextAttention(
                heads,
                window,
                modes.fmha(),
                modes.kv(),
                qkNorm,
                plan.parallel().cp(),
                plan.lanes().prefill())
            : new GenerationAttention(heads, window, modes.kv(), plan.lanes().decode());
    return add(name, count, LayerOp.Role.ATTENTION, operation);
  }

  /** Adds the gather of a layer's keys and values over context-parallel ranks, if there are any. */
  PassBuilder gatherKv(String name, double count, double cacheBytesPerToken) {
    int ranks = plan.parallel().cp();
    if (!isPrefill() || ranks <= 1) {
      return this;
    }
    double elements = cacheBytesPerToken / plan.quant().modes().comm().bytesPerElement();
    return add(name, count, Nccl.of(Collective.ALL_GATHER, elements, ranks));
  }

  /** Adds an all-reduce of the hidden state over tensor-parallel ranks. */
  PassBuilder allReduce(String name, double count) {
    return add(
        name, count, new CustomAllReduce(plan.hidden(), plan.parallel().tp(), share()));
  }

  /** Adds the hand-over between pipeline stages. */
  PassBuilder p2p() {
    int stages = plan.parallel().pp();
    return add("p2p", stages - 1.0, new P2P(plan.hidden(), stages, share()));
  }
}

package io.servelab.layers;

import io.servelab.model.CommQuant;
import io.servelab.model.GemmQuant;
import io.servelab.model.QuantModes;
import io.servelab.op.LayerOp;
import io.servelab.op.LayerOp.Role;
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
import io.servelab.op.group.Fallback;
import io.servelab.op.group.Overlap;
import io.servelab.perf.Lanes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Collects the operations of one pass, so that a family is written once for both phases.
 *
 * <p>Names get the phase as prefix; decode counts grow with draft layers; token-wise operations of
 * prefill are split over context-parallel ranks.
 */
final class PassBuilder {

  private final LayerPlan plan;
  private final Phase phase;
  private final double repeats;
  private final Lanes lanes;
  private final List<LayerOp> operations = new ArrayList<>();

  private PassBuilder(LayerPlan plan, Phase phase, double repeats, Lanes lanes) {
    this.plan = plan;
    this.phase = phase;
    this.repeats = repeats;
    this.lanes = lanes;
  }

  static PassBuilder prefill(LayerPlan plan) {
    return new PassBuilder(plan, Phase.PREFILL, 1, plan.lanes());
  }

  /**
   * A decode pass.
   *
   * @param repeats factor on all counts
   */
  static PassBuilder decode(LayerPlan plan, double repeats) {
    return new PassBuilder(plan, Phase.DECODE, repeats, plan.lanes());
  }

  LayerPlan plan() {
    return plan;
  }

  Phase phase() {
    return phase;
  }

  boolean isPrefill() {
    return phase == Phase.PREFILL;
  }

  /** Whether experts of this phase exchange tokens through a library. */
  boolean exchangesWidely() {
    return plan.options().wideExperts().of(phase).isPresent();
  }

  List<LayerOp> build() {
    return List.copyOf(operations);
  }

  /**
   * Operations of a group, built like those of the pass but without a choice of attention kernel.
   */
  private List<LayerOp> group(Consumer<PassBuilder> content) {
    PassBuilder inner = new PassBuilder(plan, phase, repeats, Lanes.NONE);
    content.accept(inner);
    return inner.build();
  }

  /** Adds two groups that run side by side. */
  PassBuilder overlap(String name, Consumer<PassBuilder> first, Consumer<PassBuilder> second) {
    return addAsNamed(prefixed(name), 1, Role.TOKENS, new Overlap(group(first), group(second)));
  }

  /**
   * Adds a block of attention with its projections, and the operations that stand in where it was
   * not measured.
   *
   * <p>The reference rules run it over all tokens of a pass that mixes prefill and decode, so that
   * such passes lack attention in decode.
   */
  PassBuilder attentionBlock(
      String name, Consumer<PassBuilder> preferred, Consumer<PassBuilder> otherwise) {
    return addAsNamed(
        prefixed(name),
        1,
        plan.options().corrected() ? Role.ATTENTION : Role.TOKENS,
        new Fallback(group(preferred).get(0), group(otherwise)));
  }

  /** Tokens of token-wise operations. */
  TokenShare share() {
    return isPrefill() ? TokenShare.split(plan.parallel().cp()) : TokenShare.WHOLE;
  }

  /** Adds an operation over all tokens. */
  PassBuilder add(String name, double count, Operation operation) {
    return add(name, count, Role.TOKENS, operation);
  }

  /** Adds an operation in a role. */
  PassBuilder add(String name, double count, Role role, Operation operation) {
    return addAsNamed(prefixed(name), count * repeats, role, operation);
  }

  /** Adds an operation under its final name and with its final count. */
  PassBuilder addAsNamed(String name, double count, Role role, Operation operation) {
    operations.add(new LayerOp(name, count, role, operation));
    return this;
  }

  /** A name with the phase in front. */
  String prefixed(String name) {
    return (isPrefill() ? "context_" : "generation_") + name;
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

  /** Adds a gated feed-forward layer of a width that is split over ranks. */
  PassBuilder gated(GatedLayer layer, double count, long width, int ranks, GemmQuant quant) {
    long slice = width / ranks;
    long both = 2 * width / ranks;
    gemm(layer.up(), count, both, plan.hidden(), quant);
    elementWise(layer.activation(), count, both, slice);
    return layer.quantisedActivation()
        ? gemmAfterQuantised(layer.down(), count, plan.hidden(), slice, quant)
        : gemm(layer.down(), count, plan.hidden(), slice, quant);
  }

  /** Adds the output projection to the vocabulary, always in 16 bit. */
  PassBuilder logits(long rows) {
    return add(
        "logits_gemm", 1, Role.LAST_TOKENS, Gemm.of(rows, plan.hidden(), GemmQuant.BFLOAT16));
  }

  /** Adds attention of the phase. */
  PassBuilder attention(double count, Heads heads, int window, boolean qkNorm) {
    return add("attention", count, Role.ATTENTION, attention(heads, window, qkNorm));
  }

  /** Attention of the phase. */
  Operation attention(Heads heads, int window, boolean qkNorm) {
    QuantModes modes = plan.quant().modes();
    return isPrefill()
        ? new ContextAttention(
            heads, window, modes.fmha(), modes.kv(), qkNorm, plan.parallel().cp(), lanes.prefill())
        : new GenerationAttention(heads, window, modes.kv(), lanes.decode());
  }

  /** Adds the gather of a layer's keys and values over context-parallel ranks, if there are any. */
  PassBuilder gatherKv(String name, double count, double cacheBytesPerToken) {
    int ranks = plan.parallel().cp();
    if (!isPrefill() || ranks <= 1) {
      return this;
    }
    CommQuant format = plan.quant().modes().comm();
    double elements = cacheBytesPerToken / format.bytesPerElement();
    return add(name, count, Nccl.of(Collective.ALL_GATHER, elements, ranks));
  }

  /** Adds an all-reduce of the hidden state over tensor-parallel ranks. */
  PassBuilder allReduce(String name, double count) {
    return add(name, count, new CustomAllReduce(plan.hidden(), plan.parallel().tp(), share()));
  }

  /** Adds the hand-over between pipeline stages. */
  PassBuilder p2p() {
    return p2p(share());
  }

  /** Adds the hand-over of a share of the tokens between pipeline stages. */
  PassBuilder p2p(TokenShare share) {
    int stages = plan.parallel().pp();
    return add("p2p", stages - 1.0, new P2P(plan.hidden(), stages, share));
  }
}

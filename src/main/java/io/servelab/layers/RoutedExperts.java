package io.servelab.layers;

import io.servelab.model.Experts;
import io.servelab.model.GemmQuant;
import io.servelab.model.MoeQuant;
import io.servelab.model.Parallelism;
import io.servelab.op.moe.AttentionRanks;
import io.servelab.op.moe.ExpertShape;
import io.servelab.op.moe.ExpertSplit;
import io.servelab.op.moe.Moe;
import io.servelab.op.moe.MoeDispatch;
import io.servelab.op.moe.Routing;

/**
 * The routed experts of a layer: router, exchange of tokens with plain collectives, experts.
 *
 * @param plan the worker
 * @param shape dimensions of the layer
 * @param gated whether experts have a gate projection
 * @param distribution how tokens spread over experts
 * @param reducedAttention whether attention already summed its partial outputs
 * @param decode how context-parallel ranks exchange tokens in decode
 * @param wire number format in which tokens travel to the experts, where the engine can choose
 */
record RoutedExperts(
    LayerPlan plan,
    ExpertShape shape,
    boolean gated,
    Distribution distribution,
    boolean reducedAttention,
    DecodeExchange decode,
    MoeQuant wire) {

  /** Gated experts at the model's hidden size. */
  static RoutedExperts of(LayerPlan plan, Distribution distribution) {
    Experts experts = plan.model().experts();
    return new RoutedExperts(
        plan,
        new ExpertShape(plan.hidden(), experts.interSize(), experts.topk(), experts.count()),
        true,
        distribution,
        false,
        DecodeExchange.SUMMED,
        plan.quant().experts());
  }

  /** The same without gate projections. */
  RoutedExperts ungated() {
    return new RoutedExperts(plan, shape, false, distribution, reducedAttention, decode, wire);
  }

  /** The same with experts that work in a space of another width than the hidden state. */
  RoutedExperts inside(long width) {
    return new RoutedExperts(
        plan,
        new ExpertShape(width, shape.inter(), shape.topk(), shape.experts()),
        gated,
        distribution,
        reducedAttention,
        decode,
        wire);
  }

  /** The same behind attention that summed its partial outputs itself. */
  RoutedExperts afterReducedAttention() {
    return new RoutedExperts(plan, shape, gated, distribution, true, decode, wire);
  }

  /** The same with another exchange in decode. */
  RoutedExperts decoding(DecodeExchange exchange) {
    return new RoutedExperts(plan, shape, gated, distribution, reducedAttention, exchange, wire);
  }

  /** The same with tokens that travel in 16 bits, whatever the format of the experts. */
  RoutedExperts sendingWide() {
    return new RoutedExperts(
        plan, shape, gated, distribution, reducedAttention, decode, MoeQuant.BFLOAT16);
  }

  /** Router and everything after it. */
  void all(PassBuilder pass, String prefix, double count) {
    router(pass, prefix, count);
    exchanged(pass, prefix, count);
  }

  /** Experts between the two exchanges of tokens. */
  void exchanged(PassBuilder pass, String prefix, double count) {
    preDispatch(pass, prefix, count);
    experts(pass, prefix, count);
    postDispatch(pass, prefix, count);
  }

  void router(PassBuilder pass, String prefix, double count) {
    pass.gemm(prefix + "router_gemm", count, shape.experts(), plan.hidden(), GemmQuant.BFLOAT16);
  }

  void preDispatch(PassBuilder pass, String prefix, double count) {
    pass.add(prefix + "moe_pre_dispatch", count, dispatch(pass, true));
  }

  void experts(PassBuilder pass, String prefix, double count) {
    pass.add(
        prefix + "moe",
        count,
        new Moe(shape, gated, split(), format(), distribution.id(), plan.parallel().dp(), false));
  }

  void postDispatch(PassBuilder pass, String prefix, double count) {
    pass.add(prefix + "moe_post_dispatch", count, dispatch(pass, false));
  }

  private MoeDispatch dispatch(PassBuilder pass, boolean before) {
    return new MoeDispatch(
        plan.engine(), before, Routing.of(shape), split(), attentionRanks(pass), wire);
  }

  private AttentionRanks attentionRanks(PassBuilder pass) {
    Parallelism parallel = plan.parallel();
    boolean replicated = !pass.isPrefill() && decode == DecodeExchange.REPLICATED;
    return new AttentionRanks(
        parallel.dp(),
        replicated ? 1 : parallel.cp(),
        reducedAttention,
        decode == DecodeExchange.GATHERED);
  }

  private ExpertSplit split() {
    return new ExpertSplit(plan.parallel().moeTp(), plan.parallel().moeEp());
  }

  private MoeQuant format() {
    return plan.quant().experts();
  }
}

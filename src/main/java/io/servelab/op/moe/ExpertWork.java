package io.servelab.op.moe;

import io.servelab.hardware.Gpu;
import io.servelab.model.MoeQuant;
import io.servelab.op.Bound;

/**
 * Arithmetic and bytes of the experts of one rank.
 *
 * <p>With {@code T = tokens * topk} routed tokens and {@code G} projections (3 where experts are
 * gated, else 2), all divisions rounding down from left to right: flops {@code 2ThfG / ep / tp};
 * bytes {@code T/ep * 2h + T/ep * fG/tp + hfG/tp * min(E/ep, T/ep)} at the width of weights.
 *
 * @param shape dimensions of the layer
 * @param projections projections of one expert
 * @param split ranks that share the layer
 * @param quant number format
 */
record ExpertWork(ExpertShape shape, int projections, ExpertSplit split, MoeQuant quant) {

  private static final int GATED_PROJECTIONS = 3;
  private static final int PLAIN_PROJECTIONS = 2;

  static ExpertWork of(ExpertShape shape, boolean gated, ExpertSplit split, MoeQuant quant) {
    return new ExpertWork(shape, gated ? GATED_PROJECTIONS : PLAIN_PROJECTIONS, split, quant);
  }

  ExpertWork withShape(ExpertShape other) {
    return new ExpertWork(other, projections, split, quant);
  }

  ExpertWork withQuant(MoeQuant other) {
    return new ExpertWork(shape, projections, split, other);
  }

  /** Roofline for this many tokens of all ranks. */
  Bound bound(Gpu gpu, long tokens) {
    return bound(gpu, tokens, gpu.flops(quant.mathType()), shape.experts());
  }

  /**
   * Roofline for this many tokens of all ranks.
   *
   * @param flopsPerS arithmetic rate, FLOP/s
   * @param slots places for experts on all ranks, replicas included
   */
  Bound bound(Gpu gpu, long tokens, double flopsPerS, long slots) {
    long routed = tokens * shape.topk();
    long perRank = routed / split.ep();
    long flops =
        routed * shape.hidden() * shape.inter() * projections * 2 / split.ep() / split.tp();
    long activations =
        perRank * shape.hidden() * 2 + perRank * shape.inter() * projections / split.tp();
    long expert = shape.hidden() * shape.inter() * projections / split.tp();
    double bytes =
        quant.bytesPerElement() * (activations + expert * Math.min(slots / split.ep(), perRank));
    return Bound.of(flops / flopsPerS * 1000, bytes / gpu.memoryBandwidthBytesPerS() * 1000);
  }

  /** Weights of one rank, bytes. */
  double weightBytes() {
    double layer =
        (double) shape.hidden()
            * shape.inter()
            * shape.experts()
            * quant.bytesPerElement()
            * projections;
    return Math.floor(Math.floor(layer / split.ep()) / split.tp());
  }
}

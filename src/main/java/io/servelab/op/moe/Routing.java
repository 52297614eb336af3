package io.servelab.op.moe;

/**
 * What decides how much a token sends to experts.
 *
 * @param hidden elements of a token
 * @param topk experts that each token is routed to
 * @param experts routed experts of the whole layer
 */
public record Routing(long hidden, int topk, int experts) {

  /** Routing of a layer of experts. */
  public static Routing of(ExpertShape shape) {
    return new Routing(shape.hidden(), shape.topk(), shape.experts());
  }
}

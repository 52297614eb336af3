package io.servelab.op.moe;

/**
 * Dimensions of a layer of routed experts.
 *
 * @param hidden hidden size of the model
 * @param inter width of one expert
 * @param topk experts that each token is routed to
 * @param experts routed experts of the whole layer
 */
public record ExpertShape(long hidden, long inter, int topk, int experts) {}

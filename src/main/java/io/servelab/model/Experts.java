package io.servelab.model;

/**
 * Experts of a mixture-of-experts model.
 *
 * @param topk experts that each token is routed to
 * @param count routed experts; 0 in a dense model
 * @param interSize width of one expert, elements; that of a dense layer when not stated apart
 * @param shared experts that every token visits
 * @param layers layers that have experts
 */
public record Experts(int topk, int count, int interSize, int shared, int layers) {}

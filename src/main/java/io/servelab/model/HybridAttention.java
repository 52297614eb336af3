package io.servelab.model;

/**
 * Full and sliding-window attention in one model.
 *
 * @param layers how many layers there are of each kind
 * @param global heads of full attention
 * @param sliding heads of sliding-window attention
 * @param window latest tokens that sliding-window attention reads
 */
public record HybridAttention(LayerMix layers, HeadShape global, HeadShape sliding, int window) {}

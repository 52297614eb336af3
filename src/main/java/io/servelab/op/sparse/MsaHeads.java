package io.servelab.op.sparse;

/**
 * Heads of a block-sparse attention on one rank.
 *
 * @param query query heads
 * @param keyValue key-value heads
 * @param dim width of a query or key head, elements
 * @param valueDim width of a value head, elements
 */
public record MsaHeads(int query, int keyValue, int dim, int valueDim) {}

package io.servelab.model;

/**
 * Heads of one kind of attention layer.
 *
 * @param heads query heads
 * @param kvHeads key and value heads
 * @param headDim width of a query or key head, elements
 * @param vHeadDim width of a value head, elements
 */
public record HeadShape(int heads, int kvHeads, int headDim, int vHeadDim) {}

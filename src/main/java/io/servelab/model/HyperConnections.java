package io.servelab.model;

/**
 * Several residual streams that are mixed before and after each block.
 *
 * @param streams number of streams
 * @param sinkhornIterations normalisation steps of the mixing matrix
 */
public record HyperConnections(int streams, int sinkhornIterations) {}

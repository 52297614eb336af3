package io.servelab.estimate.afd;

import io.servelab.error.InvalidValueException;

/**
 * How the two sides work together.
 *
 * @param batch requests of one A-worker, all micro-batches together
 * @param microbatches parts into which a batch is split
 * @param pipeline what overlaps
 * @param transferFactor factor on the time of every transfer
 * @param boundaryOnAttention whether A-nodes run the second norm and the output projection, rather
 *     than F-nodes
 */
public record AfdOptions(
    long batch,
    int microbatches,
    PipelineModel pipeline,
    double transferFactor,
    boolean boundaryOnAttention) {

  /**
   * Requires positive sizes.
   *
   * @throws InvalidValueException if a size is not positive
   */
  public AfdOptions {
    if (batch < 1) {
      throw InvalidValueException.of("a_batch_size", batch, "a batch has at least one request.");
    }
    if (microbatches < 1) {
      throw InvalidValueException.of("num_microbatches", microbatches, "at least 1.");
    }
    if (!(transferFactor > 0 && transferFactor < Double.POSITIVE_INFINITY)) {
      throw InvalidValueException.of(
          "comm_overhead_factor", transferFactor, "a factor is a positive number.");
    }
  }

  /** Requests of one A-worker in a micro-batch, rounded up. */
  public long microbatch() {
    return -Math.floorDiv(-batch, (long) microbatches);
  }
}

package io.servelab.engine.sim;

/**
 * All passes of a run together.
 *
 * @param endNs end of the last pass, nanoseconds from the start
 * @param passes passes by kind
 * @param occupancy what filled the engine
 * @param preemptions sequences that were evicted and computed again
 * @param gaps times between two outputs of one sequence
 */
public record PassTotals(
    long endNs, Passes passes, Occupancy occupancy, int preemptions, WeightedTimes gaps) {

  /**
   * Passes by kind.
   *
   * @param prefill passes with prompt work
   * @param decode passes without
   * @param prefillShare share of the run spent in passes with prompt work
   * @param busyShare share of the run spent in passes of any kind
   */
  public record Passes(long prefill, long decode, double prefillShare, double busyShare) {}

  /**
   * Means over the run.
   *
   * @param decoding sequences in the decode phase
   * @param waiting requests that were visible and waited
   * @param cachedTokens tokens in the caches of decoding sequences
   * @param mostCachedTokens their largest number
   */
  public record Occupancy(
      double decoding, double waiting, double cachedTokens, long mostCachedTokens) {}
}

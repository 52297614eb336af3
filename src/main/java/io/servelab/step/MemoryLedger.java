package io.servelab.step;

/**
 * Device memory of one rank at its busiest moment.
 *
 * @param weightsBytes weights of the rank's pipeline stage
 * @param activationsBytes working memory of a pass
 * @param kvCacheBytes keys, values and states of all sequences
 * @param communicatorBytes buffers of collectives
 * @param otherBytes context, workspaces and whatever else the runtime keeps
 */
public record MemoryLedger(
    double weightsBytes,
    double activationsBytes,
    double kvCacheBytes,
    double communicatorBytes,
    double otherBytes) {

  private static final double GIB = 1L << 30;

  /** Everything, bytes. */
  public double totalBytes() {
    return nonKvBytes() + kvCacheBytes;
  }

  /** Everything but the KV cache, bytes. */
  public double nonKvBytes() {
    return weightsBytes + activationsBytes + communicatorBytes + otherBytes;
  }

  /** Everything, GiB. */
  public double totalGib() {
    return gib(totalBytes());
  }

  /** The same with additional weights and working memory. */
  public MemoryLedger plus(double moreWeightsBytes, double moreActivationsBytes) {
    return new MemoryLedger(
        weightsBytes + moreWeightsBytes,
        activationsBytes + moreActivationsBytes,
        kvCacheBytes,
        communicatorBytes,
        otherBytes);
  }

  /** Bytes as GiB. */
  public static double gib(double bytes) {
    return bytes / GIB;
  }
}

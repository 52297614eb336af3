package io.servelab.engine;

import io.servelab.step.MemoryLedger;

/**
 * How an engine decides the size of its KV cache.
 *
 * @param basis what the fraction is taken of
 * @param fraction share given to the cache
 * @param reserved further share that stays unused
 */
public record KvShare(Basis basis, double fraction, double reserved) {

  private static final double TOLERANCE = 0.02;

  /** What a memory fraction is taken of. */
  public enum Basis {
    /** Memory left after everything else is loaded. */
    OF_FREE,
    /** All device memory; everything else comes out of the same share. */
    OF_TOTAL
  }

  /** The same with a fraction chosen by the user. */
  public KvShare withFraction(double chosen) {
    return new KvShare(basis, chosen, reserved);
  }

  /**
   * Memory for the cache, bytes; not positive if nothing is left.
   *
   * @param capacityBytes device memory
   * @param nonKvBytes everything else
   */
  public double budgetBytes(double capacityBytes, double nonKvBytes) {
    double scale = (1 - reserved) * (1 - TOLERANCE);
    return switch (basis) {
      case OF_FREE -> (capacityBytes - nonKvBytes) * fraction * scale;
      case OF_TOTAL -> capacityBytes * fraction * scale - nonKvBytes;
    };
  }

  /**
   * Memory that the engine really gives to the cache, bytes: the budget without the safety that a
   * choice of deployment keeps.
   *
   * @param capacityBytes device memory
   * @param nonKvBytes everything else
   */
  public double roomBytes(double capacityBytes, double nonKvBytes) {
    return switch (basis) {
      case OF_FREE -> (capacityBytes - nonKvBytes) * fraction;
      case OF_TOTAL -> capacityBytes * fraction - nonKvBytes;
    };
  }

  /** Whether the cache of a ledger exceeds its budget. */
  public boolean exceededBy(MemoryLedger ledger, double capacityBytes) {
    return ledger.kvCacheBytes() > budgetBytes(capacityBytes, ledger.nonKvBytes());
  }
}

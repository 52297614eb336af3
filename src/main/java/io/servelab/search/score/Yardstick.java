package io.servelab.search.score;

import io.servelab.search.Prices;

/**
 * What a candidate is measured against besides itself.
 *
 * @param totalGpus GPUs of the cluster
 * @param prices prices of GPU hours
 */
public record Yardstick(int totalGpus, Prices prices) {

  /** A cluster whose prices are unknown. */
  public static Yardstick of(int totalGpus) {
    return new Yardstick(totalGpus, Prices.NONE);
  }
}

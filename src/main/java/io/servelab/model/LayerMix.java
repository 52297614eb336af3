package io.servelab.model;

import java.util.function.IntPredicate;

/**
 * How many layers there are of each combination of attention and feed-forward kind.
 *
 * @param globalMoe full attention, experts
 * @param globalDense full attention, dense feed-forward
 * @param slidingMoe sliding-window attention, experts
 * @param slidingDense sliding-window attention, dense feed-forward
 */
public record LayerMix(int globalMoe, int globalDense, int slidingMoe, int slidingDense) {

  static LayerMix of(int layers, IntPredicate isGlobal, IntPredicate isMoe) {
    int[] counts = new int[4];
    for (int layer = 0; layer < layers; layer++) {
      counts[(isGlobal.test(layer) ? 0 : 2) + (isMoe.test(layer) ? 0 : 1)]++;
    }
    return new LayerMix(counts[0], counts[1], counts[2], counts[3]);
  }

  /** Layers with full attention. */
  public int global() {
    return globalMoe + globalDense;
  }

  /** Layers with sliding-window attention. */
  public int sliding() {
    return slidingMoe + slidingDense;
  }

  /** Layers with experts. */
  public int moe() {
    return globalMoe + slidingMoe;
  }

  /** Layers with a dense feed-forward layer. */
  public int dense() {
    return globalDense + slidingDense;
  }
}

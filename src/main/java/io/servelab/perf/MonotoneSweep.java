package io.servelab.perf;

import java.util.ArrayList;
import java.util.List;

/**
 * Repairs a sweep in which more work takes less time: neighbours that contradict one another are
 * replaced by their geometric mean, as few and as little as possible (isotonic regression of the
 * logarithms, by pooling adjacent violators).
 *
 * <p>Source: Barlow, Bartholomew, Bremner and Brunk, "Statistical Inference under Order
 * Restrictions" (Wiley, 1972).
 */
public final class MonotoneSweep {

  private MonotoneSweep() {}

  /** A run of points that share one value. */
  private static final class Block {
    private double sum;
    private int count;

    Block(double value) {
      this.sum = value;
      this.count = 1;
    }

    double mean() {
      return sum / count;
    }

    void absorb(Block next) {
      sum += next.sum;
      count += next.count;
    }
  }

  /** The sweep with times that never fall; the same object where they do not. */
  public static Grid of(Grid sweep) {
    List<Block> blocks = new ArrayList<>();
    for (double latencyMs : sweep.latenciesMs) {
      if (!GridInterpolator.positive(latencyMs)) {
        return sweep;
      }
      blocks.add(new Block(Math.log(latencyMs)));
      for (int last = blocks.size() - 1;
          last > 0 && blocks.get(last - 1).mean() > blocks.get(last).mean();
          last--) {
        blocks.get(last - 1).absorb(blocks.remove(last));
      }
    }
    return blocks.size() == sweep.latenciesMs.length ? sweep : rebuilt(sweep, blocks);
  }

  private static Grid rebuilt(Grid sweep, List<Block> blocks) {
    double[] latenciesMs = sweep.latenciesMs.clone();
    int point = 0;
    for (Block block : blocks) {
      int from = point;
      point += block.count;
      for (int index = from; index < point && block.count > 1; index++) {
        latenciesMs[index] = Math.exp(block.mean());
      }
    }
    return Grid.leaves(sweep.keys, latenciesMs, sweep.powersW);
  }
}

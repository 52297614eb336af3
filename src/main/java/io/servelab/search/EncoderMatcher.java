package io.servelab.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Adds encoders to workers of a language model so that images do not hold them up. */
final class EncoderMatcher {

  /** Share of the encoders' rate that matching keeps. */
  private static final double DEGRADATION = 0.9;

  private static final int MAX_MIXED_WORKERS = 32;

  private final EncoderPools pools;
  private final List<EncoderPoint> points;
  private final boolean[] allowed;

  /**
   * Prepares matching.
   *
   * @param points encoders to choose from
   * @param limits sizes of a replica
   * @param totalGpus GPUs of the cluster
   */
  EncoderMatcher(EncoderPools pools, List<EncoderPoint> points, PoolLimits limits, int totalGpus) {
    this.pools = pools;
    this.points = points;
    this.allowed = limits.allowedSizes(totalGpus);
  }

  /** Encoders to choose from. */
  List<EncoderPoint> points() {
    return points;
  }

  /**
   * Mixed workers and encoders that serve together.
   *
   * @param workers mixed workers
   * @param encoders encoders beside them
   * @param requestsPerS what they serve
   * @param gpus GPUs of both
   */
  record Cell(int workers, EncoderUse encoders, double requestsPerS, int gpus) {}

  /**
   * Cells of one encoder that no other cell beats in both rate and GPUs, smallest first.
   *
   * @param requestsPerS rate of one mixed worker
   * @param gpus GPUs of one mixed worker
   */
  List<Cell> cells(double requestsPerS, int gpus, EncoderPoint point) {
    List<Cell> all = new ArrayList<>();
    for (int mixed = 1; mixed <= MAX_MIXED_WORKERS; mixed++) {
      for (int encoders = 1; encoders <= pools.maxWorkers(); encoders++) {
        EncoderUse use = new EncoderUse(point, encoders);
        int size = gpus * mixed + use.gpus();
        if (size >= allowed.length) {
          break;
        }
        if (allowed[size]) {
          double rate = Math.min(requestsPerS * mixed, rate(use));
          all.add(new Cell(mixed, use, rate, size));
        }
      }
    }
    all.sort(Comparator.comparingInt(Cell::gpus).thenComparingDouble(cell -> -cell.requestsPerS()));
    List<Cell> kept = new ArrayList<>();
    double most = 0;
    for (Cell cell : all) {
      if (cell.requestsPerS() > most) {
        most = cell.requestsPerS();
        kept.add(cell);
      }
    }
    return kept;
  }

  /** Requests per second that encoders keep up with. */
  static double rate(EncoderUse use) {
    return use.point().requestsPerS() * use.workers() * DEGRADATION;
  }

  /**
   * The encoders that leave most requests per second and GPU to a replica of separate pools; the
   * first of equals.
   *
   * @param requestsPerS what the replica serves without encoders
   * @param gpus its GPUs without them
   * @param spareMs time that is left to the first token, milliseconds
   */
  Optional<EncoderUse> beside(double requestsPerS, int gpus, double spareMs) {
    Optional<EncoderUse> best = Optional.empty();
    double most = 0;
    for (EncoderPoint point : points) {
      if (point.latencyMs() >= spareMs) {
        continue;
      }
      for (int workers = 1; workers <= pools.maxWorkers(); workers++) {
        EncoderUse use = new EncoderUse(point, workers);
        int size = gpus + use.gpus();
        if (size >= allowed.length) {
          break;
        }
        double perGpu = Math.min(requestsPerS, rate(use)) / size;
        if (allowed[size] && perGpu > most) {
          most = perGpu;
          best = Optional.of(use);
        }
      }
    }
    return best;
  }
}

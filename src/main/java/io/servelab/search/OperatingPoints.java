package io.servelab.search;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * Batches, token budgets and latency targets that a sweep visits.
 *
 * <p>Source: the sweep lists of aiconfigurator 0.12.0.
 */
public final class OperatingPoints {

  /** Largest batch of a rank unless chosen otherwise. */
  public static final long MAX_BATCH = 512;

  private static final long SMALL_BUDGETS_BELOW = 8192;
  private static final long CHUNK = 512;

  private OperatingPoints() {}

  /** Batches of a worker that mixes prefill and decode. */
  public static List<Long> mixedBatches(long largest) {
    List<Long> batches = new ArrayList<>();
    add(batches, 1, 15, 1);
    add(batches, 16, 28, 4);
    add(batches, 32, 56, 8);
    add(batches, 64, 240, 16);
    add(batches, 256, 480, 32);
    batches.addAll(List.of(512L, 768L, 1024L));
    return batches.stream().filter(batch -> batch <= largest).toList();
  }

  /** Batches of a decode worker; the largest one is included whatever it is. */
  public static List<Long> decodeBatches(long largest) {
    List<Long> batches = new ArrayList<>();
    add(batches, 1, 15, 1);
    add(batches, 16, 30, 2);
    add(batches, 32, 124, 4);
    add(batches, 128, 504, 8);
    batches.add(512L);
    List<Long> kept = new ArrayList<>(batches.stream().filter(at -> at <= largest).toList());
    if (largest > MAX_BATCH) {
      kept.add(largest);
    }
    return List.copyOf(kept);
  }

  /**
   * Prefill tokens that a mixed pass may carry, ascending.
   *
   * @param isl input tokens of a request
   * @param chunked whether prompts may be cut
   */
  public static List<Long> contextBudgets(long isl, boolean chunked) {
    long largest = Math.max(8192, 2 * isl);
    long small = chunked ? CHUNK : Math.max(isl, CHUNK);
    long large = Math.max(Math.max(1024, CHUNK), largest / 8);
    if (!chunked) {
      large = -Math.floorDiv(-large, isl) * isl;
    }
    TreeSet<Long> budgets = new TreeSet<>(List.of(isl, 2 * isl));
    long budget = 0;
    while (true) {
      budget += budget < SMALL_BUDGETS_BELOW ? small : large;
      if (budget > largest) {
        return List.copyOf(budgets);
      }
      budgets.add(budget);
    }
  }

  /** Targets for the time per output token that trace the whole front, milliseconds. */
  public static List<Double> tpotTargetsMs() {
    return LongStream.concat(
            LongStream.rangeClosed(1, 19), LongStream.iterate(20, target -> target + 5).limit(56))
        .asDoubleStream()
        .boxed()
        .toList();
  }

  private static void add(List<Long> batches, long from, long to, long step) {
    for (long batch = from; batch <= to; batch += step) {
      batches.add(batch);
    }
  }
}

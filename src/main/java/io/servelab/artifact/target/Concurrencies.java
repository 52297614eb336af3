package io.servelab.artifact.target;

import java.util.List;
import java.util.TreeSet;

/** Concurrencies of a load test: a usual ladder, and the predicted one with its neighbours. */
final class Concurrencies {

  /** Requests of a run, as a multiple of its concurrency. */
  static final int REQUESTS = 20;

  /** Requests before a run, as a multiple of its concurrency. */
  static final int WARM_UP = 2;

  private static final List<Long> LADDER = List.of(1L, 2L, 8L, 16L, 32L, 64L, 128L);

  private Concurrencies() {}

  /** The concurrencies, ascending, each once. */
  static List<Long> around(long predicted) {
    TreeSet<Long> all = new TreeSet<>(LADDER);
    all.add(Math.max(1, predicted * 95 / 100));
    all.add(predicted);
    all.add(predicted * 105 / 100);
    return List.copyOf(all);
  }
}

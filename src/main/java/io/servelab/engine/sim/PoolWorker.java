package io.servelab.engine.sim;

/** One engine of a pool: its ranks and the passes that it is running. */
final class PoolWorker {

  /** When nothing that is idle ends. */
  static final long NEVER = Long.MAX_VALUE;

  final Rank[] ranks;
  final PassClock clock;
  long startNs;
  long durationNs;
  long passes;
  int sequences;
  long cachedTokens;
  boolean busy;

  PoolWorker(PoolEngine engine, RequestBook book) {
    Decoding decoding = Decoding.of(engine.speculation());
    this.clock = new PassClock(engine.times(), engine.host(), engine.speculation());
    this.ranks = new Rank[engine.ranks()];
    for (int rank = 0; rank < ranks.length; rank++) {
      ranks[rank] = new Rank(book, decoding, engine.limits());
    }
  }

  int load() {
    int load = 0;
    for (Rank rank : ranks) {
      load += rank.load();
    }
    return load;
  }

  Rank leastLoaded() {
    Rank least = ranks[0];
    for (Rank rank : ranks) {
      if (rank.load() < least.load()) {
        least = rank;
      }
    }
    return least;
  }

  int decoding() {
    int decoding = 0;
    for (Rank rank : ranks) {
      decoding += rank.decoding();
    }
    return decoding;
  }

  long cachedTokens() {
    long units = 0;
    for (Rank rank : ranks) {
      units += rank.cacheUnits();
    }
    return units / Decoding.UNITS_PER_TOKEN;
  }

  /** Equal decode passes until something may change, at least 1. */
  long passesAhead() {
    long ahead = clock.equalPasses(ranks);
    for (Rank rank : ranks) {
      ahead = Math.min(ahead, rank.passesUntilChange());
    }
    return ahead;
  }

  /** Begins equal passes. */
  void begin(long nowNs, long passNs, long count) {
    startNs = nowNs;
    durationNs = passNs;
    passes = count;
  }

  /** End of what is running. */
  long endNs() {
    return busy ? startNs + passes * durationNs : NEVER;
  }

  /** Shortens running decode passes to the first that ends at or after a moment. */
  void interrupt(long nowNs) {
    long needed = Math.max(1, -Math.floorDiv(startNs - nowNs, Math.max(1, durationNs)));
    passes = Math.min(passes, needed);
  }
}

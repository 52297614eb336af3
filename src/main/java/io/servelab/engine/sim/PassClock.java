package io.servelab.engine.sim;

import io.servelab.engine.Speculation;
import io.servelab.step.PassTimes;

/**
 * Durations of the passes of an engine, in whole nanoseconds. All ranks run a pass together, so the
 * slowest decides.
 */
final class PassClock {

  /** Caches are priced in steps of this many tokens, so that equal passes can be counted. */
  static final long CACHE_STEP = 16;

  private static final long STEP_UNITS = CACHE_STEP * Decoding.UNITS_PER_TOKEN;
  private static final double NS_PER_MS = 1e6;

  private final PassTimes times;
  private final int width;
  private final long growthUnits;
  private final double prefillLaunchMs;
  private final double prefillHostMs;
  private final double decodeHostMs;

  PassClock(PassTimes times, HostTimes host, Speculation speculation) {
    Decoding decoding = Decoding.of(speculation);
    this.times = times;
    this.width = decoding.width();
    this.growthUnits = decoding.growthUnits();
    this.prefillLaunchMs = host.prefillLaunchMs();
    this.prefillHostMs = host.prefillPassMs();
    this.decodeHostMs = host.decodePassMs();
  }

  /** A pass with prompt work on at least one rank. */
  long prefillNs(Rank[] ranks, boolean decodesBeside) {
    long tokens = 0;
    long all = 0;
    double attention = 0;
    for (Rank rank : ranks) {
      boolean decodes = decodesBeside || rank.isEmpty();
      long decodeTokens = decodes ? rank.decodeTokens() : 0;
      long own = rank.prefillTokens() + decodeTokens;
      tokens = Math.max(tokens, own);
      all += own;
      attention = Math.max(attention, ownMs(rank, decodeTokens));
    }
    double shared = times.prefillSharedMs(mean(all, ranks.length));
    double deviceMs = times.prefillTokensMs(tokens) + shared + attention;
    return nanos(Math.max(deviceMs, prefillLaunchMs) + prefillHostMs);
  }

  private double ownMs(Rank rank, long decodeTokens) {
    double ms = 0;
    for (int chunk = 0; chunk < rank.chunks(); chunk++) {
      ms += times.prefillAttentionMs(rank.chunkTokens(chunk), rank.chunkPast(chunk));
    }
    if (decodeTokens > 0) {
      ms += times.decodeAttentionMs(decodeTokens, cache(rank));
    }
    long rows = rank.chunks() + decodeTokens;
    return rows > 0 ? ms + times.headMs(rows) : ms;
  }

  /** A pass without prompt work. */
  long decodeNs(Rank[] ranks) {
    long tokens = 0;
    long all = 0;
    double attention = 0;
    for (Rank rank : ranks) {
      long own = rank.decodeTokens();
      all += own;
      if (own > 0) {
        tokens = Math.max(tokens, own);
        attention = Math.max(attention, times.decodeAttentionMs(own, cache(rank)));
      }
    }
    double shared = times.decodeSharedMs(mean(all, ranks.length));
    return nanos(times.decodeTokensMs(tokens) + shared + attention + decodeHostMs);
  }

  /** Mean tokens of a rank, rounded up. */
  private static long mean(long all, int ranks) {
    return (all + ranks - 1) / ranks;
  }

  /** Passes without prompt work that take as long as the next one, at least 1. */
  long equalPasses(Rank[] ranks) {
    long equal = Long.MAX_VALUE;
    for (Rank rank : ranks) {
      if (rank.decoding() > 0) {
        long intoStep = rank.cacheUnits() / rank.decoding() % STEP_UNITS;
        equal = Math.min(equal, (STEP_UNITS - intoStep + growthUnits - 1) / growthUnits);
      }
    }
    return equal;
  }

  /** Middle of the step in which the mean cache of a rank lies, tokens. */
  private double cache(Rank rank) {
    long step = rank.cacheUnits() / rank.decoding() / STEP_UNITS;
    return (step + 0.5) * CACHE_STEP;
  }

  int width() {
    return width;
  }

  static long nanos(double ms) {
    return Math.round(ms * NS_PER_MS);
  }
}

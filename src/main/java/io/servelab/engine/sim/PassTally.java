package io.servelab.engine.sim;

import java.util.Arrays;

/** Adds up the passes of a run. */
final class PassTally {

  private long busyNs;
  private long prefillNs;
  private long prefillPasses;
  private long decodePasses;
  private double decodingNs;
  private double waitingNs;
  private double cachedTokenNs;
  private long mostCachedTokens;

  /** Time since decoding sequences last moved. */
  private long pauseNs;

  private long[] gapsNs = new long[256];
  private long[] gapCounts = new long[256];
  private int gaps;

  void passed(PassView pass) {
    long spanNs = pass.durationNs * pass.count;
    busyNs += spanNs;
    if (pass.prefillTokens > 0) {
      prefillPasses += pass.count;
      prefillNs += spanNs;
    } else {
      decodePasses += pass.count;
    }
    decodingNs += (double) spanNs * pass.decoding;
    waitingNs += (double) spanNs * pass.waiting;
    double grown = pass.decodes ? pass.decoding * (pass.count - 1) / 2.0 : 0;
    cachedTokenNs += spanNs * (pass.cachedTokens + grown);
    mostCachedTokens = Math.max(mostCachedTokens, pass.cachedTokens);
    countGaps(pass);
  }

  private void countGaps(PassView pass) {
    if (pass.decoding == 0) {
      pauseNs = 0;
    } else if (!pass.decodes) {
      pauseNs += pass.durationNs;
    } else {
      if (pauseNs > 0) {
        addGap(pauseNs + pass.durationNs, pass.decoding);
        addGap(pass.durationNs, pass.decoding * (pass.count - 1));
      } else {
        addGap(pass.durationNs, pass.decoding * pass.count);
      }
      pauseNs = 0;
    }
  }

  private void addGap(long gapNs, long count) {
    if (count == 0) {
      return;
    }
    if (gaps == gapsNs.length) {
      gapsNs = Arrays.copyOf(gapsNs, 2 * gaps);
      gapCounts = Arrays.copyOf(gapCounts, 2 * gaps);
    }
    gapsNs[gaps] = gapNs;
    gapCounts[gaps] = count;
    gaps++;
  }

  PassTotals finish(long endNs, Rank[] ranks) {
    int preemptions = 0;
    for (Rank rank : ranks) {
      preemptions += rank.preemptions();
    }
    double span = Math.max(1, endNs);
    return new PassTotals(
        endNs,
        new PassTotals.Passes(prefillPasses, decodePasses, prefillNs / span, busyNs / span),
        new PassTotals.Occupancy(
            decodingNs / span, waitingNs / span, cachedTokenNs / span, mostCachedTokens),
        preemptions,
        WeightedTimes.of(Arrays.copyOf(gapsNs, gaps), Arrays.copyOf(gapCounts, gaps)));
  }
}

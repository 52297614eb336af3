package io.servelab.search;

import io.servelab.engine.sim.ServingStatistics;
import io.servelab.error.InvalidValueException;
import io.servelab.serving.Band;
import io.servelab.serving.Forecast;
import io.servelab.serving.Outlook;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * Latency targets.
 *
 * @param ttftMs time to first token, milliseconds
 * @param tpotMs time per output token after the first, milliseconds; ignored beside a request
 *     target
 * @param requestMs time of a whole request, milliseconds
 */
public record Sla(double ttftMs, double tpotMs, OptionalDouble requestMs) {

  private static final double[] USUAL_TTFT_MS = {
    300, 400, 500, 600, 800, 1000, 1200, 1400, 1600, 2000, 3000, 5000, 8000
  };
  private static final double[] SHARES = {0.10, 0.20, 0.30, 0.50, 0.70};

  /** Requires positive targets. */
  public Sla {
    requirePositive("ttft", ttftMs);
    requirePositive("tpot", tpotMs);
    if (requestMs.isPresent()) {
      requirePositive("request_latency", requestMs.getAsDouble());
    }
  }

  /** Targets for both token latencies. */
  public static Sla of(double ttftMs, double tpotMs) {
    return new Sla(ttftMs, tpotMs, OptionalDouble.empty());
  }

  /** The same with a target for whole requests instead of later tokens. */
  public Sla withRequestMs(double target) {
    return new Sla(ttftMs, tpotMs, OptionalDouble.of(target));
  }

  /**
   * Whether the means of a simulated load keep the targets once it is steady.
   *
   * @param outlook where latencies are in their bands; whole requests err as their later tokens
   */
  public boolean keptBy(Forecast forecast, Outlook outlook) {
    ServingStatistics.Latency steady = forecast.steady().latency();
    Band band = forecast.band();
    return requestMs.isPresent()
        ? outlook.of(steady.total().mean(), band.tpot()) <= requestMs.getAsDouble()
        : outlook.of(steady.ttft().mean(), band.ttft()) <= ttftMs
            && outlook.of(steady.tpot().mean(), band.tpot()) <= tpotMs;
  }

  /** Requests per second of a forecast that keep the targets. */
  public double goodputPerS(Forecast forecast) {
    return requestMs.isPresent()
        ? forecast.goodputPerS(requestMs.getAsDouble())
        : forecast.goodputPerS(ttftMs, tpotMs);
  }

  /**
   * A pair of targets that a sweep filters by.
   *
   * @param ttftMs time to first token, milliseconds
   * @param tpotMs time per output token after the first, milliseconds
   */
  public record Pair(double ttftMs, double tpotMs) {}

  /** Whether a deployment meets the targets. */
  public boolean metBy(Candidate candidate) {
    if (requestMs.isPresent()) {
      return candidate.latency().requestMs() <= requestMs.getAsDouble();
    }
    return candidate.latency().ttftMs() <= ttftMs && candidate.latency().tpotMs() <= tpotMs;
  }

  /** Which targets a candidate misses, and by how much; empty if it meets them. */
  public String missedBy(Candidate candidate) {
    List<String> misses = new ArrayList<>();
    if (requestMs.isPresent()) {
      addMiss(misses, "request", candidate.latency().requestMs(), requestMs.getAsDouble());
    } else {
      addMiss(misses, "TTFT", candidate.latency().ttftMs(), ttftMs);
      addMiss(misses, "TPOT", candidate.latency().tpotMs(), tpotMs);
    }
    return String.join(" and ", misses);
  }

  private static void addMiss(List<String> misses, String what, double ms, double limitMs) {
    if (ms > limitMs) {
      misses.add(
          String.format(Locale.ROOT, "%s ≤ %s ms with %.4g ms", what, shortest(limitMs), ms));
    }
  }

  private static String shortest(double limitMs) {
    return BigDecimal.valueOf(limitMs).stripTrailingZeros().toPlainString();
  }

  /** The targets themselves; those of single tokens where whole requests are targeted. */
  Pair pair() {
    return new Pair(ttftMs, tpotMs);
  }

  /**
   * Pairs that trace the whole front: many token latencies under one first-token target, or splits
   * of the request target.
   *
   * @param osl output tokens of a request
   */
  public List<Pair> sweep(long osl) {
    if (requestMs.isEmpty()) {
      return OperatingPoints.tpotTargetsMs().stream()
          .map(target -> new Pair(ttftMs, target))
          .toList();
    }
    double limit = requestMs.getAsDouble();
    double later = Math.max(osl - 1, 1);
    return splits(limit).stream()
        .filter(first -> first < limit)
        .map(first -> new Pair(first, (limit - first) / later))
        .toList();
  }

  private List<Double> splits(double limit) {
    List<Double> splits = new ArrayList<>(DoubleStream.of(USUAL_TTFT_MS).boxed().toList());
    double smallest = USUAL_TTFT_MS[0];
    double largest = USUAL_TTFT_MS[USUAL_TTFT_MS.length - 1];
    for (double share : SHARES) {
      double part = share * limit;
      if (part < smallest || part > largest) {
        splits.add(part);
      }
    }
    splits.add(ttftMs);
    return splits.stream().distinct().sorted().toList();
  }

  private static void requirePositive(String what, double target) {
    if (!(target > 0) || Double.isInfinite(target)) {
      throw InvalidValueException.of(what, target, "a latency target is a positive number of ms.");
    }
  }
}

package io.servelab.op.moe;

import io.servelab.perf.Grid;
import io.servelab.perf.GridBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Measured times of one step of an exchange by SMs and tokens; the first of a point wins. */
final class ExchangePoints {

  private final TreeMap<Double, TreeMap<Double, Double>> msByTokensBySms = new TreeMap<>();

  void add(double sms, double tokens, double latencyMs) {
    msByTokensBySms.computeIfAbsent(sms, absent -> new TreeMap<>()).putIfAbsent(tokens, latencyMs);
  }

  /** Curve over tokens at a measured number of SMs. */
  Optional<Grid> curve(double sms) {
    return Optional.ofNullable(msByTokensBySms.get(sms))
        .map(
            curve -> {
              GridBuilder grid = new GridBuilder(1);
              curve.forEach((tokens, ms) -> grid.add(ms, 0, tokens));
              return grid.build();
            });
  }

  /** All points, axes {@code (sms, tokens)}. */
  Grid plane() {
    GridBuilder grid = new GridBuilder(2);
    msByTokensBySms.forEach(
        (sms, curve) -> curve.forEach((tokens, ms) -> grid.add(ms, 0, sms, tokens)));
    return grid.build();
  }

  /** Points that both have, times summed. */
  ExchangePoints plus(ExchangePoints other) {
    ExchangePoints sum = new ExchangePoints();
    msByTokensBySms.forEach(
        (sms, curve) -> {
          Map<Double, Double> others = other.msByTokensBySms.getOrDefault(sms, new TreeMap<>());
          curve.forEach(
              (tokens, ms) -> {
                if (others.containsKey(tokens)) {
                  sum.add(sms, tokens, ms + others.get(tokens));
                }
              });
        });
    return sum;
  }
}

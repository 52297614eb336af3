package io.servelab.study;

import io.servelab.error.InvalidValueException;
import io.servelab.error.UnknownNameException;
import io.servelab.hardware.DataHome;
import io.servelab.hardware.GpuSystems;
import io.servelab.search.Prices;
import io.servelab.search.SearchRequest;
import io.servelab.search.score.Bound;
import io.servelab.search.score.Constraint;
import io.servelab.search.score.Metric;
import io.servelab.search.score.Objective;
import io.servelab.search.score.Penalty;
import io.servelab.search.score.Scoring;
import io.servelab.search.score.Yardstick;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads how a study judges deployments: constraints, objective and prices. */
final class ScoringReader {

  private static final String MOST = "most";
  private static final String LEAST = "least";
  private static final String WEIGHT = "weight";
  private static final String STEEPNESS = "steepness";
  private static final Set<String> PARTS = Set.of(MOST, LEAST, WEIGHT, STEEPNESS);
  private static final String CURRENCY = "currency";
  private static final String USUAL_CURRENCY = "USD";

  private final StudySpec spec;

  ScoringReader(StudySpec spec) {
    this.spec = spec;
  }

  /** Targets and constraints of a search, and what it maximises. */
  Scoring read(SearchRequest search) {
    requireSystems(search.database().home());
    Yardstick yardstick = new Yardstick(search.totalGpus(), prices());
    List<Constraint> constraints = new ArrayList<>(Scoring.targets(search.sla()));
    spec.open().constraints().forEach((name, bounds) -> constraints.addAll(bounds(name, bounds)));
    Metric objective = spec.goal().objective().orElse(Metric.TOKENS_PER_S_PER_GPU);
    if (objective == Metric.COST_PER_MILLION_TOKENS && !yardstick.prices().any()) {
      throw InvalidValueException.of(
          "objective", objective.id(), "cost needs prices, such as prices.h200_sxm = 3.2.");
    }
    return new Scoring(Objective.of(objective, yardstick), constraints, yardstick);
  }

  /** A price of a mistyped system would silently be none. */
  private void requireSystems(DataHome home) {
    List<String> known = new ArrayList<>(GpuSystems.names(home));
    known.add(spec.machines().system());
    known.add(spec.machines().decodeSystem());
    for (String system : spec.open().prices().keySet()) {
      if (!system.equals(CURRENCY) && !known.contains(system)) {
        throw UnknownNameException.of("system in prices", system, known);
      }
    }
  }

  /** Prices of GPU hours. */
  Prices prices() {
    Map<String, Double> perHour = new HashMap<>();
    String currency = USUAL_CURRENCY;
    for (Map.Entry<String, Object> line : spec.open().prices().entrySet()) {
      if (line.getKey().equals(CURRENCY)) {
        currency = line.getValue().toString();
      } else {
        perHour.put(line.getKey(), number("prices." + line.getKey(), line.getValue()));
      }
    }
    return new Prices(currency, perHour);
  }

  private static List<Constraint> bounds(String name, Object given) {
    String key = "constraints." + name;
    Metric metric = Metric.of(name);
    if (!(given instanceof Map<?, ?> parts)) {
      throw InvalidValueException.of(
          key, YamlText.shown(given), "expected bounds, such as {most: 700} or {least: 8}.");
    }
    for (Object part : parts.keySet()) {
      if (!PARTS.contains(part.toString())) {
        throw UnknownNameException.of("part of " + key, part.toString(), PARTS);
      }
    }
    List<Constraint> constraints = new ArrayList<>();
    if (parts.containsKey(MOST)) {
      Bound bound = Bound.atMost(metric, number(key + ".most", parts.get(MOST)));
      constraints.add(constraint(key, bound, parts));
    }
    if (parts.containsKey(LEAST)) {
      Bound bound = Bound.atLeast(metric, number(key + ".least", parts.get(LEAST)));
      constraints.add(constraint(key, bound, parts));
    }
    if (constraints.isEmpty()) {
      throw InvalidValueException.because(key + " has no bound: give most or least.");
    }
    return constraints;
  }

  /** A bound with a weight or a steepness is soft, any other one hard. */
  private static Constraint constraint(String key, Bound bound, Map<?, ?> parts) {
    if (!parts.containsKey(WEIGHT) && !parts.containsKey(STEEPNESS)) {
      return Constraint.hard(bound);
    }
    return Constraint.soft(
        bound,
        new Penalty(
            part(key, parts, WEIGHT, Penalty.DEFAULT.weight()),
            part(key, parts, STEEPNESS, Penalty.DEFAULT.steepness())));
  }

  private static double part(String key, Map<?, ?> parts, String name, double usual) {
    return parts.containsKey(name) ? number(key + "." + name, parts.get(name)) : usual;
  }

  private static double number(String key, Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw InvalidValueException.of(key, YamlText.shown(value), "expected a number.");
  }
}

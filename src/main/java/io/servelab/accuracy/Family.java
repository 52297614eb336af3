package io.servelab.accuracy;

import io.servelab.accuracy.MeasuredPoint.Latency;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Measured points that one decision is about: the same model, system, engine, mode, precision and
 * lengths, in any layout and under any load.
 */
final class Family {

  private static final List<String> SHARED =
      List.of("model", "system", "backend", "mode", "precision", "isl", "osl");

  /** Measurements that are nearer to each other cannot be told apart from run to run. */
  private static final double NOISE = 1.05;

  private static final double[] TARGETS = {0.25, 0.5, 0.75};

  private final List<Answer> members;

  private Family(List<Answer> members) {
    this.members = members;
  }

  /** Families of at least two points. */
  static List<Family> of(List<Answer> comparable) {
    Map<String, List<Answer>> families = new LinkedHashMap<>();
    for (Answer answer : comparable) {
      String key = SHARED.stream().map(answer.row()::text).collect(Collectors.joining("|"));
      families.computeIfAbsent(key, absent -> new ArrayList<>()).add(answer);
    }
    return families.values().stream()
        .filter(members -> members.size() > 1)
        .map(Family::new)
        .toList();
  }

  /**
   * Pairs of points by whether the prediction has the measured order.
   *
   * @param all pairs that can be told apart
   * @param ordered those in the measured order
   */
  record Pairs(int all, int ordered) {}

  Pairs pairs(Quantity quantity, Function<Answer, Latency> predicted) {
    int all = 0;
    int ordered = 0;
    for (int left = 0; left < members.size(); left++) {
      for (int right = left + 1; right < members.size(); right++) {
        double measured =
            change(quantity, members.get(left), members.get(right), Answer::measuredLatency);
        if (Math.max(measured, 1 / measured) >= NOISE) {
          double said = change(quantity, members.get(left), members.get(right), predicted);
          all++;
          ordered += said > 1 == measured > 1 ? 1 : 0;
        }
      }
    }
    return new Pairs(all, ordered);
  }

  private static double change(
      Quantity quantity, Answer left, Answer right, Function<Answer, Latency> latency) {
    return quantity.of(latency.apply(right), right.point().orElseThrow())
        / quantity.of(latency.apply(left), left.point().orElseThrow());
  }

  /**
   * A decision by predictions: the most throughput per GPU that keeps a target for the time per
   * output token.
   *
   * @param lost share of the throughput that the best point would have had, at least 0
   * @param missed whether the chosen point misses the target
   */
  record Choice(double lost, boolean missed) {}

  /** One choice for each quartile of the measured times per output token. */
  List<Choice> choices(Function<Answer, Latency> predicted) {
    double[] measured =
        members.stream().mapToDouble(member -> Answer.measuredLatency(member).tpotMs()).toArray();
    List<Choice> choices = new ArrayList<>();
    for (double share : TARGETS) {
      double targetMs = ErrorSummary.quantile(measured, share);
      Answer best = choose(targetMs, Answer::measuredLatency);
      Answer chosen = choose(targetMs, predicted);
      double ratio = change(Quantity.THROUGHPUT, best, chosen, Answer::measuredLatency);
      boolean missed = Answer.measuredLatency(chosen).tpotMs() > NOISE * targetMs;
      choices.add(new Choice(Math.max(0, 1 - ratio), missed));
    }
    return choices;
  }

  private Answer choose(double targetMs, Function<Answer, Latency> latency) {
    Comparator<Answer> byThroughput =
        Comparator.comparingDouble(
            member -> Quantity.THROUGHPUT.of(latency.apply(member), member.point().orElseThrow()));
    Comparator<Answer> bySpeed =
        Comparator.comparingDouble(member -> latency.apply(member).tpotMs());
    return members.stream()
        .filter(member -> latency.apply(member).tpotMs() <= targetMs)
        .max(byThroughput)
        .or(() -> members.stream().min(bySpeed))
        .orElseThrow();
  }
}

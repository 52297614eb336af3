package io.servelab.calibrate;

import io.servelab.accuracy.ErrorSummary;
import io.servelab.accuracy.MeasuredPoint.Deployed;
import io.servelab.accuracy.PointSimulator;
import io.servelab.engine.sim.Calibration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How much a few measured points of a deployment help with its other points: of each deployment
 * (model, system, engine, precision and layout) some calibrate, and the others judge.
 *
 * @param anchors points of each deployment that calibrate, spread over its loads
 * @param groups results by model, system and engine, all together first
 */
public record AnchorTrial(int anchors, List<Group> groups) {

  private static final String ALL = "all";

  /** Copies the groups. */
  public AnchorTrial {
    groups = List.copyOf(groups);
  }

  /**
   * Errors of points that did not calibrate.
   *
   * @param name the group
   * @param deployments deployments of the group that have more points than anchors
   * @param ttftBefore time to first token with everything as it ships
   * @param ttftAfter the same with the calibration of the point's deployment
   * @param tpotBefore time per output token with everything as it ships
   * @param tpotAfter the same with the calibration of the point's deployment
   */
  public record Group(
      String name,
      int deployments,
      ErrorSummary ttftBefore,
      ErrorSummary ttftAfter,
      ErrorSummary tpotBefore,
      ErrorSummary tpotAfter) {}

  /** Predicted over measured of one latency, before and after. */
  private record Ratios(double before, double after) {}

  private record Outcome(Sample sample, Ratios ttft, Ratios tpot) {

    static Outcome of(Sample sample, Calibration fitted) {
      double[] before = sample.errors(Calibration.NONE);
      double[] after = sample.errors(fitted);
      return new Outcome(
          sample,
          new Ratios(Math.exp(before[0]), Math.exp(after[0])),
          new Ratios(Math.exp(before[1]), Math.exp(after[1])));
    }
  }

  /**
   * Tries every deployment that has more points than anchors.
   *
   * @param points measured points
   * @param anchors points of each deployment that calibrate, at least 1
   */
  public static AnchorTrial of(List<PointSimulator.Ready> points, int anchors) {
    Map<Deployed, List<Sample>> deployments =
        points.stream()
            .map(AnchorTrial::sample)
            .collect(Collectors.groupingBy(sample -> sample.point().deployed()));
    List<Outcome> outcomes = new ArrayList<>();
    for (List<Sample> samples : deployments.values()) {
      if (samples.size() > anchors) {
        outcomes.addAll(judge(samples, anchors));
      }
    }
    Map<String, List<Outcome>> byGroup = new TreeMap<>();
    for (Outcome outcome : outcomes) {
      String group = outcome.sample.point().group();
      byGroup.computeIfAbsent(group, absent -> new ArrayList<>()).add(outcome);
    }
    List<Group> groups = new ArrayList<>();
    if (!outcomes.isEmpty()) {
      groups.add(group(ALL, outcomes));
    }
    byGroup.forEach((name, own) -> groups.add(group(name, own)));
    return new AnchorTrial(anchors, groups);
  }

  private static Sample sample(PointSimulator.Ready ready) {
    return new Sample(ready.point(), ready.point().measured().orElseThrow(), ready::simulate);
  }

  private static List<Outcome> judge(List<Sample> samples, int anchors) {
    List<Sample> byLoad =
        samples.stream()
            .sorted(
                Comparator.comparingInt((Sample sample) -> sample.point().load().concurrency())
                    .thenComparing(sample -> sample.point().id()))
            .toList();
    List<Integer> chosen =
        IntStream.range(0, anchors)
            .mapToObj(index -> (int) ((index + 0.5) * byLoad.size() / anchors))
            .toList();
    Calibration fitted = FactorFit.of(chosen.stream().map(byLoad::get).toList()).all();
    return IntStream.range(0, byLoad.size())
        .filter(index -> !chosen.contains(index))
        .parallel()
        .mapToObj(index -> Outcome.of(byLoad.get(index), fitted))
        .toList();
  }

  private static Group group(String name, List<Outcome> outcomes) {
    long deployments =
        outcomes.stream().map(outcome -> outcome.sample.point().deployed()).distinct().count();
    return new Group(
        name,
        (int) deployments,
        summary(outcomes, outcome -> outcome.ttft.before),
        summary(outcomes, outcome -> outcome.ttft.after),
        summary(outcomes, outcome -> outcome.tpot.before),
        summary(outcomes, outcome -> outcome.tpot.after));
  }

  private static ErrorSummary summary(List<Outcome> outcomes, Function<Outcome, Double> ratio) {
    return ErrorSummary.of(outcomes.stream().mapToDouble(ratio::apply).toArray());
  }
}

package io.servelab.accuracy;

import io.servelab.accuracy.AccuracyRun.Answer;
import io.servelab.accuracy.MeasuredPoint.Latency;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Sums up predictions against measurements, as one screen of text. */
final class AccuracyReport {

  private final List<Answer> answers;

  AccuracyReport(List<Answer> answers) {
    this.answers = answers;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    long refused = answers.stream().filter(answer -> answer.prediction().isEmpty()).count();
    text.append(answers.size()).append(" points, ").append(refused).append(" refused\n");
    Map<String, List<Answer>> groups = new TreeMap<>();
    for (Answer answer : answers) {
      if (answer.measured().isPresent() && answer.prediction().isPresent()) {
        MeasuredPoint point = answer.point().orElseThrow();
        String mode = point.deployed().pools() instanceof MeasuredPoint.OnePool ? "agg" : "disagg";
        groups.computeIfAbsent(mode + " all", absent -> new ArrayList<>()).add(answer);
        String engine = mode + " " + point.deployed().engine().id();
        groups.computeIfAbsent(engine, absent -> new ArrayList<>()).add(answer);
      }
    }
    if (groups.isEmpty()) {
      return text.append("Nothing to compare: no line has measured latencies.\n").toString();
    }
    text.append(
        "error of the mean, %: mean / median; band: share of measurements inside\n"
            + "group            points     TTFT          band   TPOT          band"
            + "   reference TTFT, TPOT (points)\n");
    groups.forEach((name, group) -> text.append(line(name, group)));
    return text.toString();
  }

  private static String line(String name, List<Answer> group) {
    List<Answer> known = group.stream().filter(answer -> answer.reference().isPresent()).toList();
    return String.format(
        Locale.ROOT,
        "%-15s %7d   %s  %3.0f   %s  %3.0f   %s, %s (%d)%n",
        name,
        group.size(),
        error(group, AccuracyReport::predicted, Latency::ttftMs),
        100 * share(group, true),
        error(group, AccuracyReport::predicted, Latency::tpotMs),
        100 * share(group, false),
        error(known, answer -> answer.reference().orElseThrow(), Latency::ttftMs),
        error(known, answer -> answer.reference().orElseThrow(), Latency::tpotMs),
        known.size());
  }

  private static Latency predicted(Answer answer) {
    return answer.prediction().orElseThrow().latency();
  }

  private static String error(
      List<Answer> group, Function<Answer, Latency> said, ToDoubleFunction<Latency> time) {
    double[] errors =
        group.stream()
            .mapToDouble(
                answer ->
                    Math.abs(
                        time.applyAsDouble(said.apply(answer))
                                / time.applyAsDouble(answer.measured().orElseThrow())
                            - 1))
            .sorted()
            .toArray();
    if (errors.length == 0) {
      return "    -";
    }
    double mean = Arrays.stream(errors).average().orElseThrow();
    return String.format(Locale.ROOT, "%5.1f /%5.1f", 100 * mean, 100 * errors[errors.length / 2]);
  }

  private static double share(List<Answer> group, boolean first) {
    long inside =
        group.stream()
            .filter(
                answer -> {
                  Prediction band = answer.prediction().orElseThrow();
                  Latency measured = answer.measured().orElseThrow();
                  return first
                      ? within(band.ttftLowMs(), measured.ttftMs(), band.ttftHighMs())
                      : within(band.tpotLowMs(), measured.tpotMs(), band.tpotHighMs());
                })
            .count();
    return inside / (double) group.size();
  }

  private static boolean within(double low, double value, double high) {
    return low <= value && value <= high;
  }
}

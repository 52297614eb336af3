package io.servelab.plot;

import io.servelab.accuracy.AccuracyRun;
import io.servelab.accuracy.Answer;
import io.servelab.accuracy.MeasuredPoint;
import io.servelab.accuracy.MeasuredPoint.Latency;
import io.servelab.accuracy.MeasuredPoint.TwoPools;
import io.servelab.accuracy.Prediction;
import io.servelab.serving.Reach;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Figures of predictions beside measurements. */
public final class AccuracyPlots {

  private AccuracyPlots() {}

  /** Mean times to first token, engine by engine, with their bands. */
  public static PlotFigure ttft(AccuracyRun run) {
    return figure(
        run,
        ParityPlot.of("Time to first token, mean over a run", "TTFT", "ms"),
        Latency::ttftMs,
        prediction -> prediction.band().ttft());
  }

  /** Mean times per output token, engine by engine, with their bands. */
  public static PlotFigure tpot(AccuracyRun run) {
    return figure(
        run,
        ParityPlot.of("Time per output token, mean over a run", "TPOT", "ms"),
        Latency::tpotMs,
        prediction -> prediction.band().tpot());
  }

  private static PlotFigure figure(
      AccuracyRun run,
      ParityPlot plot,
      ToDoubleFunction<Latency> time,
      Function<Prediction, Reach> band) {
    Map<String, List<Answer>> engines =
        run.answers().stream()
            .filter(Answer::isComparable)
            .collect(Collectors.groupingBy(AccuracyPlots::name, TreeMap::new, Collectors.toList()));
    engines.forEach(
        (name, answers) ->
            plot.series(
                name,
                answers.stream().map(answer -> point(answer, time)).toList(),
                narrowest(answers, band)));
    return plot.footer("dashed: bands that should hold eight of ten points").figure();
  }

  /** The band of most points: some are wider because less is known of them. */
  private static Reach narrowest(List<Answer> answers, Function<Prediction, Reach> band) {
    return answers.stream()
        .map(answer -> band.apply(answer.prediction().orElseThrow()))
        .min(Comparator.comparingDouble(Reach::width))
        .orElseThrow();
  }

  private static String name(Answer answer) {
    MeasuredPoint point = answer.point().orElseThrow();
    String pools = point.deployed().pools() instanceof TwoPools ? ", two pools" : "";
    return point.deployed().engine().id() + pools;
  }

  private static PlotPoint point(Answer answer, ToDoubleFunction<Latency> time) {
    double measured = time.applyAsDouble(answer.measured().orElseThrow());
    double predicted = time.applyAsDouble(answer.prediction().orElseThrow().latency());
    MeasuredPoint point = answer.point().orElseThrow();
    String hover =
        String.format(
            Locale.ROOT,
            "%s on %s, %s\n%d/%d tokens, %d clients\nmeasured %.4g ms, predicted %.4g ms",
            point.deployed().model(),
            point.deployed().system(),
            point.deployed().pools(),
            point.load().isl(),
            point.load().osl(),
            point.load().concurrency(),
            measured,
            predicted);
    return new PlotPoint(measured, predicted, hover);
  }
}

package io.servelab.plot;

import io.servelab.engine.sim.Spread;
import io.servelab.serving.Forecast;
import io.servelab.serving.Reach;
import io.servelab.serving.Timeline;
import io.servelab.table.NumberText;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Figures of engines under a load. */
public final class ServingPlots {

  private static final String WAITS = "waits";
  private static final String PROMPT = "prompt";
  private static final String DECODES = "decodes";
  private static final String MIXED = "prompt and decode";
  private static final double BEYOND = 1.25;

  private ServingPlots() {}

  /**
   * Latency over throughput: percentiles, and the mean with its band.
   *
   * @param forecasts from the smallest load to the largest
   * @param name of the latency, such as {@code TTFT}
   * @param spread takes the latency from a run
   * @param reach takes its band
   */
  public static PlotFigure curve(
      List<Forecast> forecasts,
      String title,
      String name,
      Function<Forecast, Spread> spread,
      Function<Forecast, Reach> reach) {
    LinesPlot plot =
        LinesPlot.of(
            title,
            PlotAxis.of("Throughput of a replica", "tokens/s/GPU"),
            PlotAxis.log(name, "ms"));
    plot.line("mean", points(forecasts, forecast -> spread.apply(forecast).mean()));
    plot.band(
        "mean",
        points(forecasts, each -> reach.apply(each).low(spread.apply(each).mean())),
        points(forecasts, each -> reach.apply(each).high(spread.apply(each).mean())));
    plot.line("p50", points(forecasts, forecast -> spread.apply(forecast).p50()));
    plot.line("p90", points(forecasts, forecast -> spread.apply(forecast).p90()));
    plot.line("p99", points(forecasts, forecast -> spread.apply(forecast).p99()));
    return plot.footer("shaded: 8 of 10 measured means").figure();
  }

  private static List<PlotPoint> points(List<Forecast> forecasts, ToDoubleFunction<Forecast> y) {
    return forecasts.stream()
        .map(
            forecast ->
                new PlotPoint(
                    forecast.tokensPerSPerGpu(),
                    y.applyAsDouble(forecast),
                    String.format(
                        Locale.ROOT,
                        "%s%n%s ms at %s tokens/s/GPU%n%s requests/s",
                        load(forecast),
                        NumberText.of(y.applyAsDouble(forecast), 4),
                        NumberText.of(forecast.tokensPerSPerGpu(), 4),
                        NumberText.of(forecast.requestsPerS(), 4))))
        .toList();
  }

  private static String load(Forecast forecast) {
    return forecast.run().stream().isClosed()
        ? forecast.setup().lanes() * forecast.run().stream().clients() + " clients"
        : "open loop";
  }

  /** Passes of the engine above its first requests, until the last of these has its first token. */
  public static PlotFigure timeline(Timeline timeline, String title, String footer) {
    double last = timeline.requests().stream().mapToDouble(Timeline.Span::firstMs).max().orElse(1);
    TimelinePlot plot =
        TimelinePlot.of(title, PlotAxis.of("Time since the first request was sent", "ms"))
            .until(last * BEYOND)
            .activity(WAITS, "#d0d0d0")
            .activity(PROMPT, "#e69f00")
            .activity(MIXED, "#cc79a7")
            .activity(DECODES, "#0072b2");
    for (Timeline.Passes passes : timeline.passes()) {
      if (passes.startMs() < last * BEYOND) {
        plot.add("engine", passes.startMs(), passes.endMs(), doing(passes), describe(passes));
      }
    }
    int number = 0;
    for (Timeline.Span span : timeline.requests()) {
      String row = "request " + ++number;
      String hover = row + ", " + span.isl() + " tokens in, " + span.osl() + " out\n";
      plot.add(
          row,
          span.sentMs(),
          span.startedMs(),
          WAITS,
          hover + took(WAITS, span.sentMs(), span.startedMs()));
      plot.add(
          row,
          span.startedMs(),
          span.firstMs(),
          PROMPT,
          hover + took(PROMPT, span.startedMs(), span.firstMs()));
      plot.add(
          row,
          span.firstMs(),
          span.endMs(),
          DECODES,
          hover + took(DECODES, span.firstMs(), span.endMs()));
    }
    return plot.footer(footer).figure();
  }

  private static String took(String doing, double fromMs, double toMs) {
    return doing + " " + NumberText.of(toMs - fromMs, 4) + " ms";
  }

  private static String doing(Timeline.Passes passes) {
    if (passes.prefillTokens() == 0) {
      return DECODES;
    }
    return passes.decodes() ? MIXED : PROMPT;
  }

  private static String describe(Timeline.Passes passes) {
    return String.format(
        Locale.ROOT,
        "%d pass(es), %s ms each%n%d prompt tokens of %d prompts%n%d sequences decode, %d wait",
        passes.count(),
        NumberText.of((passes.endMs() - passes.startMs()) / passes.count(), 4),
        passes.prefillTokens(),
        passes.prompts(),
        passes.decoding(),
        passes.waiting());
  }
}

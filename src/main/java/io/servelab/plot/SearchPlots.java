package io.servelab.plot;

import io.servelab.search.Candidate;
import io.servelab.search.SearchBranch;
import io.servelab.search.SearchResult;
import io.servelab.search.ServingMode;
import io.servelab.search.Sla;
import io.servelab.serving.Reach;
import io.servelab.table.CandidateTables;
import io.servelab.table.ForecastTables;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures of what a search found. */
public final class SearchPlots {

  private SearchPlots() {}

  /** The fronts of both kinds of deployment, the targets and the recommended one. */
  public static PlotFigure front(SearchResult result, String footer) {
    result.forecasts().prepare(result.finalists());
    Sla sla = result.request().sla();
    boolean wholeRequests = sla.requestMs().isPresent();
    FrontPlot plot =
        FrontPlot.of(
            result.request().model().id(),
            wholeRequests
                ? PlotAxis.of("Request latency", "ms")
                : PlotAxis.of("Speed of one user", "tokens/s/user"),
            PlotAxis.of("Throughput of the cluster", "tokens/s/GPU"));
    for (SearchBranch branch : result.branches()) {
      plot.cloud(branch.mode().id(), points(result, branch.candidates()));
      plot.front(
          branch.mode().id(),
          branch.front().points().stream().map(front -> simulated(result, front)).toList());
      if (!wholeRequests) {
        branch.best().ifPresent(best -> addRange(plot, result, branch.mode(), best));
      }
    }
    if (wholeRequests) {
      plot.lowerXIsBetter();
      plot.xAtMost(
          sla.requestMs().getAsDouble(),
          "request ≤ " + number(sla.requestMs().getAsDouble()) + " ms");
    } else {
      plot.xAtLeast(1000 / sla.tpotMs(), "TPOT ≤ " + number(sla.tpotMs()) + " ms");
    }
    result
        .chosen()
        .flatMap(SearchBranch::best)
        .ifPresent(
            best ->
                plot.chosen(
                    point(result, best),
                    number(best.clusterTokensPerSPerGpu(result.request().totalGpus()))
                        + " tokens/s/GPU"));
    return plot.footer(footer).figure();
  }

  /** Where eight of ten measurements of a recommended deployment would lie. */
  private static void addRange(
      FrontPlot plot, SearchResult result, ServingMode mode, Candidate best) {
    result
        .forecasts()
        .of(best)
        .ifPresent(
            forecast -> {
              Reach tpot = forecast.band().tpot();
              double speed = 1000 / forecast.tpotMs();
              double throughput = result.simulatedTokensPerSPerGpu(best, forecast);
              plot.range(
                  mode.id(),
                  PlotPoint.of(speed / tpot.above(), throughput / tpot.above()),
                  PlotPoint.of(speed * tpot.below(), throughput * tpot.below()));
            });
  }

  private static PlotPoint simulated(SearchResult result, Candidate candidate) {
    PlotPoint point = point(result, candidate);
    return result
        .forecasts()
        .of(candidate)
        .map(
            forecast ->
                new PlotPoint(
                    point.x(),
                    point.y(),
                    point.hover()
                        + "\nsimulated TTFT "
                        + ForecastTables.range(forecast.ttftMs(), forecast.band().ttft())
                        + " ms, TPOT "
                        + ForecastTables.range(forecast.tpotMs(), forecast.band().tpot())
                        + " ms\nsimulated "
                        + number(result.simulatedTokensPerSPerGpu(candidate, forecast))
                        + " tokens/s/GPU"))
        .orElse(point);
  }

  /** The fronts of several searches in one figure, each under its name. */
  public static PlotFigure overlay(Map<String, SearchResult> results) {
    FrontPlot plot =
        FrontPlot.of(
            "Pareto fronts",
            PlotAxis.of("Speed of one user", "tokens/s/user"),
            PlotAxis.of("Throughput of the cluster", "tokens/s/GPU"));
    results.forEach(
        (name, result) -> {
          for (SearchBranch branch : result.branches()) {
            if (!branch.front().points().isEmpty()) {
              plot.front(name + ", " + branch.mode().id(), points(result, branch.front().points()));
            }
          }
        });
    return plot.figure();
  }

  private static List<PlotPoint> points(SearchResult result, List<? extends Candidate> candidates) {
    return candidates.stream().map(candidate -> point(result, candidate)).toList();
  }

  private static PlotPoint point(SearchResult result, Candidate candidate) {
    boolean wholeRequests = result.request().sla().requestMs().isPresent();
    return new PlotPoint(
        wholeRequests ? candidate.latency().requestMs() : candidate.rates().tokensPerSPerUser(),
        candidate.clusterTokensPerSPerGpu(result.request().totalGpus()),
        CandidateTables.describe(candidate)
            + "\nTTFT "
            + number(candidate.latency().ttftMs())
            + " ms, TPOT "
            + number(candidate.latency().tpotMs())
            + " ms\nconcurrency "
            + candidate.concurrency()
            + " on "
            + candidate.gpus()
            + " GPUs");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.3g" : "%.1f", value);
  }
}

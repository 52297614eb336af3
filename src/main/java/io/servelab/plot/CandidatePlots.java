package io.servelab.plot;

import io.servelab.error.UnknownNameException;
import io.servelab.model.Parallelism;
import io.servelab.search.AggregatedCandidate;
import io.servelab.search.Candidate;
import io.servelab.search.DisaggregatedCandidate;
import io.servelab.search.SearchBranch;
import io.servelab.search.SearchResult;
import io.servelab.search.ServingMode;
import io.servelab.search.WorkerPoint;
import io.servelab.table.CandidateTables;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Figures of the deployments that a search evaluated, by what they are made of. */
public final class CandidatePlots {

  private static final Map<String, ToLongFunction<Parallelism>> SIZES = sizes();

  private CandidatePlots() {}

  private static Map<String, ToLongFunction<Parallelism>> sizes() {
    Map<String, ToLongFunction<Parallelism>> sizes = new LinkedHashMap<>();
    sizes.put("tp", Parallelism::tp);
    sizes.put("pp", Parallelism::pp);
    sizes.put("dp", Parallelism::dp);
    sizes.put("moe_tp", Parallelism::moeTp);
    sizes.put("moe_ep", Parallelism::moeEp);
    sizes.put("cp", Parallelism::cp);
    sizes.put("gpus", Parallelism::gpus);
    return sizes;
  }

  /**
   * The best throughput that meets the targets for each pair of choices; the recommended deployment
   * is framed.
   *
   * @param across choice from left to right: a role ({@code agg}, {@code prefill}, {@code decode})
   *     and what of its worker, such as {@code agg.tp} or {@code decode.batch}
   * @param up choice from bottom to top, of the same kind of deployment
   * @throws UnknownNameException if there is no such choice; names the nearest ones
   */
  public static PlotFigure heatmap(SearchResult result, String across, String up, String footer) {
    List<String> known = choices(result);
    for (String choice : List.of(across, up)) {
      if (!known.contains(choice)) {
        throw UnknownNameException.of("choice", choice, known);
      }
    }
    ServingMode mode = mode(across);
    if (mode(up) != mode) {
      throw UnknownNameException.of(
          "choice beside " + across,
          up,
          known.stream().filter(choice -> mode(choice) == mode).toList());
    }
    List<Candidate> candidates =
        result.branch(mode).map(SearchBranch::candidates).orElse(List.of()).stream()
            .filter(candidate -> result.request().sla().metBy(candidate))
            .toList();
    int gpus = result.request().totalGpus();
    HeatmapPlot plot =
        HeatmapPlot.of(
                "Throughput where the targets are met",
                PlotAxis.of("Throughput of the cluster", "tokens/s/GPU"),
                values(candidates, across),
                values(candidates, up))
            .axes(PlotAxis.of(across, ""), PlotAxis.of(up, ""))
            .footer(footer);
    candidates.stream()
        .sorted(Comparator.comparingDouble(candidate -> candidate.clusterTokensPerSPerGpu(gpus)))
        .forEach(
            candidate ->
                plot.cell(
                    text(candidate, across),
                    text(candidate, up),
                    candidate.clusterTokensPerSPerGpu(gpus)));
    result
        .branch(mode)
        .flatMap(SearchBranch::best)
        .filter(candidates::contains)
        .ifPresent(best -> plot.mark(text(best, across), text(best, up)));
    return plot.figure();
  }

  /**
   * Throughput over the time per token while workers of the same layout serve more requests at
   * once; hovering tells how many.
   */
  public static PlotFigure load(SearchResult result, Candidate chosen, String footer) {
    int gpus = result.request().totalGpus();
    ServingMode mode = CandidateTables.mode(chosen);
    String batch = mode == ServingMode.AGGREGATED ? "agg.batch" : "decode.batch";
    Map<Long, Candidate> best = new TreeMap<>();
    best.put(value(chosen, batch), chosen);
    for (Candidate candidate :
        result.branch(mode).map(SearchBranch::candidates).orElse(List.of())) {
      if (layout(candidate).equals(layout(chosen))) {
        best.merge(
            value(candidate, batch),
            candidate,
            (one, other) ->
                one == chosen
                        || one.clusterTokensPerSPerGpu(gpus) >= other.clusterTokensPerSPerGpu(gpus)
                    ? one
                    : other);
      }
    }
    List<PlotPoint> points =
        best.values().stream().map(candidate -> point(candidate, gpus)).toList();
    double target = result.request().sla().tpotMs();
    return LinesPlot.of(
            "Load on " + layout(chosen),
            PlotAxis.of("Time per output token", "ms"),
            PlotAxis.of("Throughput of the cluster", "tokens/s/GPU"))
        .line(batch, points)
        .xAtMost(target, String.format(Locale.ROOT, "TPOT ≤ %.4g ms", target))
        .mark(point(chosen, gpus), "concurrency " + chosen.concurrency())
        .footer(footer)
        .figure();
  }

  private static PlotPoint point(Candidate candidate, int gpus) {
    return new PlotPoint(
        candidate.latency().tpotMs(),
        candidate.clusterTokensPerSPerGpu(gpus),
        String.format(
            Locale.ROOT,
            "concurrency %d: %s%nTTFT %.4g ms, TPOT %.4g ms, %.4g tokens/s/GPU",
            candidate.concurrency(),
            CandidateTables.describe(candidate),
            candidate.latency().ttftMs(),
            candidate.latency().tpotMs(),
            candidate.clusterTokensPerSPerGpu(gpus)));
  }

  private static String layout(Candidate candidate) {
    return CandidateTables.mode(candidate).id()
        + " "
        + CandidateTables.describe(candidate)
            .replaceAll(" (bs|ctx)\\d+", "")
            .replaceAll("\\d+([pd]) ", "$1 ");
  }

  private static ServingMode mode(String choice) {
    return choice.startsWith("agg.") ? ServingMode.AGGREGATED : ServingMode.DISAGGREGATED;
  }

  private static List<String> choices(SearchResult result) {
    return result.branches().stream()
        .flatMap(
            branch ->
                branch.mode() == ServingMode.AGGREGATED
                    ? Stream.of("agg")
                    : Stream.of("prefill", "decode"))
        .flatMap(
            role ->
                Stream.concat(SIZES.keySet().stream(), Stream.of("batch", "workers"))
                    .map(part -> role + "." + part))
        .toList();
  }

  private static List<String> values(List<Candidate> candidates, String choice) {
    return candidates.stream()
        .mapToLong(candidate -> value(candidate, choice))
        .distinct()
        .sorted()
        .mapToObj(Long::toString)
        .toList();
  }

  private static String text(Candidate candidate, String choice) {
    return Long.toString(value(candidate, choice));
  }

  private static long value(Candidate candidate, String choice) {
    String role = choice.substring(0, choice.indexOf('.'));
    String part = choice.substring(choice.indexOf('.') + 1);
    if (candidate instanceof AggregatedCandidate mixed) {
      return size(mixed.worker().plan().parallel(), part)
          .orElse(part.equals("batch") ? mixed.row().point().batch() : mixed.workers());
    }
    DisaggregatedCandidate pools = (DisaggregatedCandidate) candidate;
    boolean prefill = role.equals("prefill");
    WorkerPoint point = prefill ? pools.prefill() : pools.decode();
    int workers = prefill ? pools.row().prefill().workers() : pools.row().decode().workers();
    return size(point.worker().plan().parallel(), part)
        .orElse(part.equals("batch") ? point.row().batch() : workers);
  }

  private static OptionalLong size(Parallelism layout, String part) {
    ToLongFunction<Parallelism> size = SIZES.get(part);
    return size == null ? OptionalLong.empty() : OptionalLong.of(size.applyAsLong(layout));
  }
}

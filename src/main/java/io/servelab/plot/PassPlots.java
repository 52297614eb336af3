package io.servelab.plot;

import io.servelab.error.UnknownNameException;
import io.servelab.search.BoundedOperation;
import io.servelab.search.ExplainedPass;
import io.servelab.step.MemoryLedger;
import io.servelab.step.PassTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures of the passes of a deployment: where the milliseconds and the gigabytes go. */
public final class PassPlots {

  private static final PlotAxis TIME = PlotAxis.of("Time of a pass", "ms");
  private static final int MOST_STEPS = 11;
  private static final int MOST_LABELS = 4;

  private PassPlots() {}

  /** The operations of each pass as parts of a bar. */
  public static PlotFigure bars(String title, List<ExplainedPass> passes, String footer) {
    StackedBarsPlot plot = StackedBarsPlot.of(title, TIME);
    for (ExplainedPass pass : passes) {
      for (PassTime.Row row : pass.time().rows()) {
        plot.add(pass.name(), brief(row.name()), row.time().latencyMs());
      }
    }
    return plot.footer(footer).figure();
  }

  /**
   * The operations of one pass, the longest first, each from where the earlier ones end.
   *
   * @throws UnknownNameException if the deployment has no such pass
   */
  public static PlotFigure waterfall(
      String title, List<ExplainedPass> passes, String name, String footer) {
    ExplainedPass pass =
        passes.stream()
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    UnknownNameException.of(
                        "pass", name, passes.stream().map(ExplainedPass::name).toList()));
    List<PassTime.Row> rows =
        pass.time().rows().stream()
            .filter(row -> row.time().latencyMs() > 0)
            .sorted(Comparator.comparingDouble(row -> -row.time().latencyMs()))
            .toList();
    WaterfallPlot plot = WaterfallPlot.of(title + ", " + name + " pass", TIME);
    rows.stream()
        .limit(MOST_STEPS)
        .forEach(row -> plot.change(brief(row.name()), row.time().latencyMs()));
    double rest = rows.stream().skip(MOST_STEPS).mapToDouble(row -> row.time().latencyMs()).sum();
    if (rest > 0) {
      plot.change((rows.size() - MOST_STEPS) + " shorter ones", rest);
    }
    return plot.total("whole pass").footer(footer).figure();
  }

  /**
   * What fills the memory of a rank in each pass.
   *
   * @param capacityBytes memory of a GPU, bytes
   */
  public static PlotFigure memory(
      String title, List<ExplainedPass> passes, double capacityBytes, String footer) {
    StackedBarsPlot plot =
        StackedBarsPlot.of(title, PlotAxis.of("Device memory of a rank", "GiB")).rest("free");
    for (ExplainedPass pass : passes) {
      MemoryLedger ledger = pass.memory();
      Map<String, Double> parts = new LinkedHashMap<>();
      parts.put("weights", ledger.weightsBytes());
      parts.put("KV cache", ledger.kvCacheBytes());
      parts.put("activations", ledger.activationsBytes());
      parts.put("communicators", ledger.communicatorBytes());
      parts.put("runtime", ledger.otherBytes());
      parts.put("free", Math.max(0, capacityBytes - ledger.totalBytes()));
      parts.forEach((part, bytes) -> plot.add(pass.name(), part, MemoryLedger.gib(bytes)));
    }
    return plot.footer(footer).figure();
  }

  /**
   * How near operations come to what the hardware allows. Both measures are relative, so that
   * operations in different number formats share one roof; what has no arithmetic is left out.
   */
  public static PlotFigure roofline(
      String title, List<BoundedOperation> operations, String footer) {
    RooflinePlot plot = RooflinePlot.relative(title);
    Map<String, List<PlotPoint>> byPass = new LinkedHashMap<>();
    List<BoundedOperation> drawn =
        operations.stream()
            .filter(row -> row.timeMs() > 0 && row.mathMs() > 0 && row.memoryMs() > 0)
            .toList();
    drawn.forEach(
        row -> byPass.computeIfAbsent(row.pass(), pass -> new ArrayList<>()).add(point(row)));
    byPass.forEach(plot::operations);
    for (String pass : byPass.keySet()) {
      drawn.stream()
          .filter(row -> row.pass().equals(pass))
          .sorted(Comparator.comparingDouble(row -> -row.timeMs()))
          .limit(MOST_LABELS)
          .forEach(row -> plot.label(point(row), brief(row.operation())));
    }
    return plot.footer(footer).figure();
  }

  private static PlotPoint point(BoundedOperation row) {
    double share = 100 * Math.max(row.mathMs(), row.memoryMs()) / row.timeMs();
    return new PlotPoint(
        row.mathMs() / row.memoryMs(),
        100 * row.mathMs() / row.timeMs(),
        String.format(
            Locale.ROOT,
            "%s, %s: %.3g ms%n%s is the limit; %.0f %% of it reached",
            row.pass(),
            brief(row.operation()),
            row.timeMs(),
            row.mathMs() > row.memoryMs() ? "arithmetic" : "memory",
            share));
  }

  private static String brief(String operation) {
    return operation.replaceFirst("^(context|generation)_", "");
  }
}

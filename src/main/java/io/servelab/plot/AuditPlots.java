package io.servelab.plot;

import io.servelab.model.GemmQuant;
import io.servelab.op.dense.GemmSources;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.TableAdmission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** What decides over tables of projections, engine beside engine; frames mark what fails. */
public final class AuditPlots {

  private static final double US_PER_MS = 1000;

  private AuditPlots() {}

  /** Times of the smallest projections on a system. */
  public static PlotFigure floors(PerfDatabase database) {
    return draw(
        database,
        "What launching a projection costs, " + database.system().name(),
        PlotAxis.of("Launch", "µs"),
        judged -> US_PER_MS * judged.own().floorMs(),
        judged -> !judged.floorPasses());
  }

  /** Times of projections that read large weights, relative to what the bandwidth allows. */
  public static PlotFigure slopes(PerfDatabase database) {
    return draw(
        database,
        "What reading weights costs, " + database.system().name(),
        PlotAxis.of("Time over bandwidth time", ""),
        judged -> judged.own().memorySlope(),
        judged -> !judged.slopePasses());
  }

  private static PlotFigure draw(
      PerfDatabase database,
      String title,
      PlotAxis measure,
      ToDoubleFunction<TableAdmission> number,
      Predicate<TableAdmission> fails) {
    List<PerfDatabase> engines = new ArrayList<>(database.siblings());
    engines.add(database);
    engines.sort(Comparator.comparing(PerfDatabase::engine));
    List<GemmQuant> formats =
        Arrays.stream(GemmQuant.values())
            .filter(
                quant ->
                    engines.stream()
                        .anyMatch(engine -> GemmSources.of(engine).formats().contains(quant)))
            .toList();
    HeatmapPlot plot =
        HeatmapPlot.of(
                title,
                measure,
                formats.stream().map(GemmQuant::id).toList(),
                engines.stream().map(engine -> engine.engine().id()).toList())
            .axes(PlotAxis.of("Number format", ""), PlotAxis.of("Engine", ""))
            .footer("Framed: not trusted under the rules servelab");
    for (PerfDatabase engine : engines) {
      GemmSources sources = GemmSources.of(engine);
      for (GemmQuant quant : sources.formats()) {
        TableAdmission judged = sources.admission(quant);
        if (judged.own().known()) {
          plot.cell(quant.id(), engine.engine().id(), number.applyAsDouble(judged));
        }
        if (fails.test(judged)) {
          plot.mark(quant.id(), engine.engine().id());
        }
      }
    }
    return plot.figure();
  }
}

package io.servelab.plot;

import io.servelab.study.ConfigKey;
import io.servelab.study.ConfigKeys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures of studies that differ in one or two settings. */
public final class SweepPlots {

  private static final PlotAxis THROUGHPUT =
      PlotAxis.of("Throughput of the cluster", "tokens/s/GPU");

  private SweepPlots() {}

  /**
   * One study.
   *
   * @param across value of the first setting
   * @param by value of the second setting; empty without one
   * @param tokensPerSPerGpu its throughput; NaN where it has none
   * @param hover what is shown when the pointer rests on it
   */
  public record Cell(String across, String by, double tokensPerSPerGpu, String hover) {}

  /**
   * A line over the first setting for each value of the second; words along it give a heatmap.
   *
   * @param across the first setting
   * @param by the second setting; empty without one
   */
  public static PlotFigure lines(String title, String across, String by, List<Cell> cells) {
    if (!cells.stream().allMatch(cell -> isNumber(cell.across))) {
      return heatmap(title, across, by, cells);
    }
    Map<String, List<PlotPoint>> lines = new LinkedHashMap<>();
    for (Cell cell : cells) {
      List<PlotPoint> line = lines.computeIfAbsent(cell.by, name -> new ArrayList<>());
      if (!Double.isNaN(cell.tokensPerSPerGpu)) {
        line.add(new PlotPoint(Double.parseDouble(cell.across), cell.tokensPerSPerGpu, cell.hover));
      }
    }
    LinesPlot plot = LinesPlot.of(title, axis(across), THROUGHPUT);
    lines.forEach(
        (value, points) -> {
          String name = value.isEmpty() ? "recommended" : value;
          plot.line(isNumber(value) ? by + " " + value : name, points);
        });
    return plot.figure();
  }

  /** A cell for each pair of values. */
  public static PlotFigure heatmap(String title, String across, String up, List<Cell> cells) {
    HeatmapPlot plot =
        HeatmapPlot.of(
                title,
                THROUGHPUT,
                cells.stream().map(Cell::across).distinct().toList(),
                cells.stream().map(Cell::by).distinct().toList())
            .axes(axis(across), axis(up));
    cells.stream()
        .filter(cell -> !Double.isNaN(cell.tokensPerSPerGpu))
        .forEach(cell -> plot.cell(cell.across, cell.by, cell.tokensPerSPerGpu));
    return plot.figure();
  }

  private static PlotAxis axis(String key) {
    return PlotAxis.of(key, ConfigKeys.standard().find(key).map(ConfigKey::unit).orElse(""));
  }

  private static boolean isNumber(String text) {
    try {
      return !Double.isNaN(Double.parseDouble(text));
    } catch (NumberFormatException word) {
      return false;
    }
  }
}

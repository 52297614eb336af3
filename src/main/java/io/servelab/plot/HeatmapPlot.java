package io.servelab.plot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.servelab.error.UnknownNameException;
import io.servelab.plot.paint.PlotlyText;
import io.servelab.table.NumberText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tech.tablesaw.plotly.traces.HeatmapTrace;

/**
 * One measure over two choices, such as throughput over tensor parallelism and batch size.
 *
 * <p>A builder: each method adds to the figure and returns the builder. A cell without a value
 * stays empty.
 */
public final class HeatmapPlot {

  private static final int MOST_LABELS = 200;

  private final String title;
  private final PlotAxis measure;
  private final List<String> columns;
  private final List<String> rows;
  private final double[][] values;
  private final List<Integer> marked = new ArrayList<>();
  private PlotAxis x = PlotAxis.of("", "");
  private PlotAxis y = PlotAxis.of("", "");
  private String footer = "";

  private HeatmapPlot(String title, PlotAxis measure, List<String> columns, List<String> rows) {
    this.title = title;
    this.measure = measure;
    this.columns = List.copyOf(columns);
    this.rows = List.copyOf(rows);
    this.values = new double[rows.size()][columns.size()];
    for (double[] row : values) {
      Arrays.fill(row, Double.NaN);
    }
  }

  /**
   * A grid without values yet.
   *
   * @param title the title
   * @param measure what the colours show
   * @param columns the choices from left to right
   * @param rows the choices from bottom to top
   */
  public static HeatmapPlot of(
      String title, PlotAxis measure, List<String> columns, List<String> rows) {
    return new HeatmapPlot(title, measure, columns, rows);
  }

  /** Says what the columns and the rows are. */
  public HeatmapPlot axes(PlotAxis horizontal, PlotAxis vertical) {
    x = horizontal;
    y = vertical;
    return this;
  }

  /**
   * Fills one cell.
   *
   * @throws UnknownNameException if there is no such column or row
   */
  public HeatmapPlot cell(String column, String row, double value) {
    values[index("row", row, rows)][index("column", column, columns)] = value;
    return this;
  }

  /**
   * Puts a frame around one cell.
   *
   * @throws UnknownNameException if there is no such column or row
   */
  public HeatmapPlot mark(String column, String row) {
    marked.add(index("row", row, rows) * columns.size() + index("column", column, columns));
    return this;
  }

  /** Puts a small line at the bottom, such as where the numbers come from. */
  public HeatmapPlot footer(String words) {
    footer = words;
    return this;
  }

  /** The figure. */
  public PlotFigure figure() {
    FigureDraft draft = new FigureDraft(title, x, y);
    draft.footer(footer);
    draft.extra().putObject("margin").put("t", 48);
    for (String axis : List.of("/xaxis", "/yaxis")) {
      draft.extra().withObject(axis).put("type", "category").put("showgrid", false);
    }
    HeatmapTrace trace = HeatmapTrace.builder(columns.toArray(), rows.toArray(), values).build();
    draft.add(trace, this::describe);
    for (int cell : marked) {
      int column = cell % columns.size();
      int row = cell / columns.size();
      ObjectNode frame = draft.shape("rect").put("xref", "x").put("yref", "y");
      frame.put("x0", column - 0.5).put("x1", column + 0.5);
      frame.put("y0", row - 0.5).put("y1", row + 0.5);
      frame.putObject("line").put("color", PlotStyle.CHOSEN).put("width", 3);
    }
    return draft.figure();
  }

  private void describe(ObjectNode trace) {
    names(trace.putArray("x"), columns);
    names(trace.putArray("y"), rows);
    ArrayNode texts = trace.putArray("text");
    for (double[] row : values) {
      ArrayNode line = texts.addArray();
      for (double value : row) {
        line.add(Double.isNaN(value) ? "" : NumberText.of(value, 3));
      }
    }
    if (columns.size() * rows.size() <= MOST_LABELS) {
      trace.put("texttemplate", "%{text}").putObject("textfont").put("size", 12);
    }
    trace.put("colorscale", "Viridis").put("xgap", 1).put("ygap", 1);
    trace.put("hoverongaps", false);
    ObjectNode bar = trace.putObject("colorbar").put("thickness", 14).put("outlinewidth", 0);
    bar.putObject("title").put("text", PlotlyText.of(measure.title())).put("side", "right");
    bar.withObject("/title").putObject("font").put("size", 12);
    bar.putObject("tickfont").put("size", 12);
    String unit = PlotlyText.of(measure.unit());
    trace.put("hovertemplate", "%{x}, %{y}: %{text} " + unit + "<extra></extra>");
  }

  private static void names(ArrayNode array, List<String> names) {
    names.forEach(name -> array.add(PlotlyText.of(name)));
  }

  private static int index(String kind, String name, List<String> known) {
    int index = known.indexOf(name);
    if (index < 0) {
      throw UnknownNameException.of(kind, name, known);
    }
    return index;
  }
}

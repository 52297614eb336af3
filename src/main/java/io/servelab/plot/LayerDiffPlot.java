package io.servelab.plot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.servelab.plot.paint.PlotlyText;
import io.servelab.plot.scene.Palette;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tech.tablesaw.plotly.components.Symbol;

/**
 * What differs between two configurations: for each setting both values, each at the layer that
 * decides.
 *
 * <p>A builder: each method adds to the figure and returns the builder.
 */
public final class LayerDiffPlot {

  private static final int ROW_HEIGHT = 46;
  private static final int MOST_LETTERS = 26;
  private static final double APART = 0.17;

  /** A value of one setting. */
  private record Mark(int row, String layer, String value, boolean right) {

    double height() {
      return row + (right ? APART : -APART);
    }
  }

  private final String title;
  private final Set<String> layers;
  private final List<String> settings = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();
  private String leftName = "here";
  private String rightName = "there";

  private LayerDiffPlot(String title, List<String> layers) {
    this.title = title;
    this.layers = new LinkedHashSet<>(layers);
  }

  /**
   * A figure without settings yet.
   *
   * @param layers names of layers, the lowest first; those that decide nothing are left out
   */
  public static LayerDiffPlot of(String title, List<String> layers) {
    return new LayerDiffPlot(title, layers);
  }

  /** Adds a setting below the earlier ones. */
  public LayerDiffPlot setting(String key) {
    settings.add(key);
    return this;
  }

  /** Says what the configurations are called. */
  public LayerDiffPlot names(String left, String right) {
    leftName = left;
    rightName = right;
    return this;
  }

  /** Says what the latest setting is in the first configuration. */
  public LayerDiffPlot left(String layer, String value) {
    return mark(layer, value, false);
  }

  /** Says what the latest setting is in the second configuration. */
  public LayerDiffPlot right(String layer, String value) {
    return mark(layer, value, true);
  }

  private LayerDiffPlot mark(String layer, String value, boolean right) {
    layers.add(layer);
    marks.add(new Mark(settings.size() - 1, layer, value, right));
    return this;
  }

  /** The figure. */
  public PlotFigure figure() {
    List<String> deciding =
        layers.stream()
            .filter(layer -> marks.stream().anyMatch(mark -> mark.layer.equals(layer)))
            .toList();
    FigureDraft draft =
        new FigureDraft(title, PlotAxis.of("Layer that decides", ""), PlotAxis.of("", ""));
    draft.ranges(
        new AxisRange(-0.3, Math.max(1, deciding.size()), false),
        new AxisRange(settings.size() - 0.5, -0.5, false));
    draft.extra().put("height", 150 + ROW_HEIGHT * Math.max(1, settings.size()));
    names(draft.extra().withObject("/xaxis"), deciding);
    names(draft.extra().withObject("/yaxis"), settings);
    addMarks(draft, leftName, false, deciding);
    addMarks(draft, rightName, true, deciding);
    return draft.figure();
  }

  private void addMarks(FigureDraft draft, String name, boolean right, List<String> deciding) {
    List<Mark> shown = marks.stream().filter(mark -> mark.right == right).toList();
    List<PlotPoint> points =
        shown.stream()
            .map(
                mark ->
                    new PlotPoint(
                        deciding.indexOf(mark.layer),
                        mark.height(),
                        settings.get(mark.row) + " = " + mark.value + " (" + mark.layer + ")"))
            .toList();
    new PointTrace(name, points)
        .markers(right ? Symbol.DIAMOND : Symbol.CIRCLE, 10, Palette.colour(right ? 5 : 0), 1)
        .addTo(draft);
    for (int index = 0; index < points.size(); index++) {
      ObjectNode words = draft.annotation(shortened(shown.get(index).value));
      words.put("xref", "x").put("yref", "y").put("showarrow", false);
      words.put("x", points.get(index).x()).put("y", points.get(index).y());
      words.put("xanchor", "left").put("yanchor", "middle").put("xshift", 10);
      words.putObject("font").put("size", 12);
    }
  }

  private static void names(ObjectNode axis, List<String> names) {
    axis.put("tickmode", "array");
    ArrayNode places = axis.putArray("tickvals");
    ArrayNode texts = axis.putArray("ticktext");
    for (int index = 0; index < names.size(); index++) {
      places.add(index);
      texts.add(PlotlyText.of(names.get(index)));
    }
  }

  private static String shortened(String value) {
    return value.length() <= MOST_LETTERS ? value : value.substring(0, MOST_LETTERS - 1) + "…";
  }
}

package io.servelab.plot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.servelab.plot.paint.PlotlyText;
import io.servelab.plot.scene.Colour;
import io.servelab.plot.scene.Lettering;
import io.servelab.plot.scene.Palette;
import io.servelab.table.NumberText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.traces.BarTrace;

/**
 * What wholes are made of: one bar for each whole, its parts one after the other.
 *
 * <p>A builder: each method adds to the figure and returns the builder. Bars stand in the order in
 * which they were first named, from top to bottom, and parts likewise, from left to right.
 */
public final class StackedBarsPlot {

  private static final int MOST_PARTS = 8;
  private static final String OTHER = "other";
  private static final int BAR_HEIGHT = 64;

  private final String title;
  private final PlotAxis measure;
  private final Map<String, Map<String, Double>> bars = new LinkedHashMap<>();
  private boolean shares;
  private String rest = "";
  private String footer = "";

  private StackedBarsPlot(String title, PlotAxis measure) {
    this.title = title;
    this.measure = measure;
  }

  /** Bars without parts yet; the measure's axis must be linear. */
  public static StackedBarsPlot of(String title, PlotAxis measure) {
    return new StackedBarsPlot(title, measure);
  }

  /**
   * Adds to a part of a bar.
   *
   * @param bar the name of the whole, such as {@code prefill}
   * @param part the name of the part, such as {@code attention}
   * @param value how much, in the unit of the axis; not negative
   */
  public StackedBarsPlot add(String bar, String part, double value) {
    bars.computeIfAbsent(bar, name -> new LinkedHashMap<>()).merge(part, value, Double::sum);
    return this;
  }

  /** Draws a part in grey: what is left when all others are taken. */
  public StackedBarsPlot rest(String part) {
    rest = part;
    return this;
  }

  /** Shows each part as its share of the whole, so that small wholes can be read too. */
  public StackedBarsPlot asShares() {
    shares = true;
    return this;
  }

  /** Puts a small line at the bottom, such as where the numbers come from. */
  public StackedBarsPlot footer(String words) {
    footer = words;
    return this;
  }

  /** The figure; the smallest of very many parts are drawn as one. */
  public PlotFigure figure() {
    PlotAxis axis = shares ? PlotAxis.of("Share of " + measure.label(), "%") : measure;
    FigureDraft draft = new FigureDraft(title, axis, PlotAxis.of("", ""));
    draft.barMode(Layout.BarMode.STACK);
    draft.footer(footer);
    draft.extra().put("height", 160 + BAR_HEIGHT * bars.size()).put("bargap", 0.35);
    draft.extra().withObject("/yaxis").put("type", "category").put("autorange", "reversed");
    draft.extra().withObject("/yaxis").put("showgrid", false);
    draft.extra().withObject("/legend").put("traceorder", "normal");
    draft.extra().putObject("uniformtext").put("mode", "hide").put("minsize", 10);
    draft.wideLabels(
        bars.keySet().stream()
            .mapToDouble(new Lettering(12, false, Colour.NONE)::width)
            .max()
            .orElse(0));
    if (shares) {
      draft.extra().withObject("/xaxis").putArray("range").add(0).add(100);
    }
    List<String> parts = parts();
    for (int i = 0; i < parts.size(); i++) {
      String colour = parts.get(i).equals(rest) ? PlotStyle.GRID : Palette.colour(i);
      addPart(draft, parts.get(i), colour, parts);
    }
    return draft.figure();
  }

  /** The parts by name; if there are too many, the largest ones and a place for all others. */
  private List<String> parts() {
    Map<String, Double> sizes = new LinkedHashMap<>();
    bars.forEach(
        (bar, parts) ->
            parts.forEach((part, value) -> sizes.merge(part, share(bar, value), Double::sum)));
    if (sizes.size() <= MOST_PARTS) {
      return List.copyOf(sizes.keySet());
    }
    List<String> largest =
        sizes.keySet().stream()
            .sorted(Comparator.comparing(sizes::get).reversed())
            .limit(MOST_PARTS - 1)
            .toList();
    List<String> kept = new ArrayList<>(sizes.keySet());
    kept.retainAll(largest);
    kept.add(OTHER);
    return kept;
  }

  private void addPart(FigureDraft draft, String part, String colour, List<String> kept) {
    String[] names = bars.keySet().toArray(String[]::new);
    double[] lengths = new double[names.length];
    String[] places = new String[names.length];
    List<String> hovers = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      places[i] = Integer.toString(i);
      double value = value(names[i], part, kept);
      lengths[i] = shares ? 100 * share(names[i], value) : value;
      hovers.add(hover(names[i], part, value));
    }
    BarTrace trace =
        BarTrace.builder(places, lengths)
            .orientation(BarTrace.Orientation.HORIZONTAL)
            .marker(Marker.builder().color(colour).build())
            .build();
    draft.add(trace, node -> describe(node, part, hovers));
  }

  private void describe(ObjectNode node, String part, List<String> hovers) {
    ArrayNode names = node.putArray("y");
    bars.keySet().forEach(name -> names.add(PlotlyText.of(name)));
    node.put("name", PlotlyText.of(part)).put("textposition", "inside").put("textangle", 0);
    node.put("insidetextanchor", "middle").put("hovertemplate", "%{hovertext}<extra></extra>");
    ArrayNode hoverTexts = node.putArray("hovertext");
    hovers.forEach(hover -> hoverTexts.add(PlotlyText.of(hover)));
    ArrayNode labels = node.putArray("text");
    node.path("x").forEach(length -> labels.add(NumberText.of(length.asDouble(), 3)));
    node.putObject("textfont").put("size", 11);
    node.withObject("/marker").putObject("line").put("color", PlotStyle.PAPER).put("width", 1);
  }

  private double value(String bar, String part, List<String> kept) {
    Map<String, Double> parts = bars.getOrDefault(bar, Map.of());
    double own = parts.getOrDefault(part, 0.0);
    if (!part.equals(OTHER)) {
      return own;
    }
    return parts.entrySet().stream()
        .filter(entry -> part.equals(entry.getKey()) || !kept.contains(entry.getKey()))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  private double share(String bar, double value) {
    double whole = bars.getOrDefault(bar, Map.of()).values().stream().mapToDouble(v -> v).sum();
    return whole > 0 ? value / whole : 0;
  }

  private String hover(String bar, String part, double value) {
    return String.format(
        Locale.ROOT,
        "%s, %s: %s %s (%.1f %%)",
        bar,
        part,
        NumberText.of(value, 3),
        measure.unit(),
        100 * share(bar, value));
  }
}

package io.servelab.plot.paint;

import com.fasterxml.jackson.databind.JsonNode;
import io.servelab.plot.scene.Colour;
import io.servelab.plot.scene.Lettering;
import io.servelab.plot.scene.Palette;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The traces of a figure that can be drawn.
 *
 * @param traces their JSON, in order
 * @param painters what draws each of them
 * @param colourBar the key of the colours, if there is a heatmap that wants one
 * @param undrawn the types of the traces that cannot be drawn
 */
record DrawnTraces(
    List<Settings> traces,
    List<TracePainter> painters,
    Optional<ColourBar> colourBar,
    Set<String> undrawn) {

  static DrawnTraces of(JsonNode data, Settings layout, Typography fonts) {
    List<Settings> traces = new ArrayList<>();
    Set<String> undrawn = new LinkedHashSet<>();
    for (JsonNode node : data) {
      Settings trace = new Settings(node);
      if (!trace.flag("visible", true) || trace.text("visible", "").equals("legendonly")) {
        continue;
      }
      String type = trace.text("type", "scatter");
      if (Set.of("scatter", "scattergl", "bar", "heatmap").contains(type)) {
        traces.add(trace);
      } else {
        undrawn.add(type);
      }
    }
    List<TracePainter> painters = painters(traces, layout, fonts);
    Optional<ColourBar> colourBar =
        traces.stream()
            .filter(trace -> trace.text("type", "").equals("heatmap"))
            .filter(trace -> trace.flag("showscale", true))
            .findFirst()
            .map(trace -> new ColourBar(trace, fonts.base().sized(fonts.base().size() - 1)));
    return new DrawnTraces(traces, painters, colourBar, undrawn);
  }

  private static List<TracePainter> painters(
      List<Settings> traces, Settings layout, Typography fonts) {
    long bars = traces.stream().filter(trace -> trace.text("type", "").equals("bar")).count();
    BarStacks stacks = new BarStacks(layout, (int) bars);
    List<JsonNode> colourway = layout.list("colorway");
    List<TracePainter> painters = new ArrayList<>();
    for (int i = 0; i < traces.size(); i++) {
      String css =
          colourway.isEmpty() ? Palette.colour(i) : colourway.get(i % colourway.size()).asText();
      Settings trace = traces.get(i);
      Colour colour = Colour.parse(css, new Colour(0x888888, 1));
      Lettering lettering = fonts.font(trace, "textfont", 0.92);
      painters.add(
          switch (trace.text("type", "scatter")) {
            case "bar" -> new BarPainter(stacks.place(trace), colour, lettering);
            case "heatmap" -> new HeatmapPainter(trace, lettering);
            default -> new ScatterPainter(trace, colour, lettering);
          });
    }
    return painters;
  }

  /** The entries of the legend; none if one trace needs no name. */
  List<Legend.Entry> legend(Settings layout) {
    boolean several = traces.stream().filter(DrawnTraces::isListed).count() > 1;
    List<Legend.Entry> entries = new ArrayList<>();
    for (int i = 0; i < traces.size(); i++) {
      Settings trace = traces.get(i);
      if (isListed(trace) && layout.flag("showlegend", several)) {
        entries.add(new Legend.Entry(name(trace, i), painters.get(i)));
      }
    }
    return entries;
  }

  private static boolean isListed(Settings trace) {
    return trace.flag("showlegend", !trace.text("type", "").equals("heatmap"));
  }

  private static String name(Settings trace, int index) {
    String name = trace.words("name");
    return name.isEmpty() ? "trace " + index : name;
  }
}

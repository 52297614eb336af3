package io.servelab.plot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** The builds of plotly.js, smallest first. */
enum PlotlyBundle {
  /** Points, lines, bars, pies. */
  BASIC("plotly-basic", Set.of("scatter", "bar", "pie")),
  /** All flat charts. */
  CARTESIAN(
      "plotly-cartesian",
      Set.of(
          "scatter",
          "bar",
          "pie",
          "heatmap",
          "box",
          "histogram",
          "histogram2d",
          "contour",
          "violin",
          "histogram2dcontour",
          "image")),
  /** Everything. */
  FULL("plotly", Set.of());

  /** The version that our figures are made for and tested with. */
  static final String VERSION = "4.1.1";

  private final String name;
  private final Set<String> types;

  PlotlyBundle(String name, Set<String> types) {
    this.name = name;
    this.types = types;
  }

  /** The smallest build that draws all traces. */
  static PlotlyBundle of(JsonNode data) {
    for (PlotlyBundle bundle : values()) {
      if (bundle.drawsAll(data)) {
        return bundle;
      }
    }
    return FULL;
  }

  /** The name of the file in a kernel's folder, and of our resource. */
  String file() {
    return name + ".min.js";
  }

  /** Addresses on the public network; two, because the first has missed releases. */
  List<String> addresses() {
    String module = name.replace("plotly", "plotly.js") + "-dist-min@" + VERSION;
    return List.of(
        "https://cdn.plot.ly/" + name + "-" + VERSION + ".min.js",
        "https://cdn.jsdelivr.net/npm/" + module + "/" + file());
  }

  private boolean drawsAll(JsonNode data) {
    for (JsonNode trace : data) {
      if (!types.contains(trace.path("type").asText("scatter"))) {
        return false;
      }
    }
    return true;
  }
}

package io.servelab.plot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** The builds of plotly.js, smallest first. */
enum PlotlyBundle {
  /** Points, lines, bars, pies. */
  BASIC(0, "plotly-basic"),
  /** All flat charts. */
  CARTESIAN(1, "plotly-cartesian"),
  /** Everything. */
  FULL(2, "plotly");

  /** The version that our figures are made for and tested with. */
  static final String VERSION = "4.1.1";

  private final int level;
  private final String name;

  PlotlyBundle(int level, String name) {
    this.level = level;
    this.name = name;
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

  /** How much it can draw: a build of a higher level draws all that a lower one draws. */
  int level() {
    return level;
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
      if (!types().contains(trace.path("type").asText("scatter"))) {
        return false;
      }
    }
    return true;
  }

  private Set<String> types() {
    return switch (this) {
      case BASIC -> Set.of("scatter", "bar", "pie");
      case CARTESIAN ->
          Set.of(
              "scatter",
              "bar",
              "pie",
              "heatmap",
              "box",
              "histogram",
              "histogram2d",
              "histogram2dcontour",
              "contour",
              "violin",
              "image");
      case FULL -> Set.of();
    };
  }
}

package io.servelab.plot;

import com.fasterxml.jackson.databind.JsonNode;
import io.servelab.plot.paint.PlotlyText;

/** Tells in words what a figure shows. */
final class FigureText {

  private FigureText() {}

  /** Title, axes and traces, one a line. */
  static String of(PlotJson json) {
    StringBuilder text = new StringBuilder();
    text.append(words(json.layout().path("title"))).append('\n');
    text.append("  x: ").append(words(json.layout().path("xaxis").path("title"))).append('\n');
    text.append("  y: ").append(words(json.layout().path("yaxis").path("title"))).append('\n');
    for (JsonNode trace : json.data()) {
      String name = PlotlyText.plain(trace.path("name").asText());
      text.append("  ").append(trace.path("type").asText("scatter"));
      text.append(name.isEmpty() ? "" : " '" + name + "'");
      text.append(": ").append(trace.path("x").size()).append(" points\n");
    }
    return text.toString().stripTrailing();
  }

  private static String words(JsonNode title) {
    return PlotlyText.plain(title.path("text").asText());
  }
}

package io.servelab.plot;

import com.fasterxml.jackson.databind.JsonNode;
import io.servelab.plot.paint.PlotlyText;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows a figure as text: its points as a picture where it has nothing but points, in words else.
 */
final class FigureText {

  private static final int COLUMNS = 78;
  private static final int LINES = 22;
  private static final int CLOUD_FROM = 60;

  private final PlotJson json;

  private FigureText(PlotJson json) {
    this.json = json;
  }

  static String of(PlotJson json) {
    FigureText text = new FigureText(json);
    return text.hasOnlyPoints() ? text.picture() : text.words();
  }

  private boolean hasOnlyPoints() {
    boolean only = !json.data().isEmpty();
    for (JsonNode trace : json.data()) {
      boolean numbers = trace.path("x").path(0).isNumber() && trace.path("y").path(0).isNumber();
      only &= trace.path("type").asText("scatter").equals("scatter") && numbers;
    }
    return only;
  }

  private String picture() {
    TextPlot plot = TextPlot.of(title(json.layout()), axis("xaxis"), axis("yaxis"));
    for (JsonNode trace : json.data()) {
      List<PlotPoint> points = points(trace);
      if (trace.path("marker").path("symbol").asText().equals("star")) {
        plot.best(points.get(0), name(trace));
      } else if (!trace.path("showlegend").asBoolean(true) || points.size() >= CLOUD_FROM) {
        plot.cloud(points);
      } else {
        plot.series(name(trace), points);
      }
    }
    return plot.draw(COLUMNS, LINES);
  }

  private PlotAxis axis(String key) {
    JsonNode axis = json.layout().path(key);
    return new PlotAxis(title(axis), "", axis.path("type").asText().equals("log"));
  }

  private static List<PlotPoint> points(JsonNode trace) {
    List<PlotPoint> points = new ArrayList<>();
    for (int i = 0; i < trace.path("x").size(); i++) {
      double x = trace.path("x").path(i).asDouble(Double.NaN);
      points.add(PlotPoint.of(x, trace.path("y").path(i).asDouble(Double.NaN)));
    }
    return points;
  }

  private String words() {
    List<String> lines = new ArrayList<>();
    lines.add(title(json.layout()));
    for (String key : List.of("xaxis", "yaxis")) {
      String title = title(json.layout().path(key));
      if (!title.isEmpty()) {
        lines.add("  " + key.charAt(0) + ": " + title);
      }
    }
    for (JsonNode trace : json.data()) {
      String type = trace.path("type").asText("scatter");
      int size = trace.path(type.equals("heatmap") ? "z" : "x").size();
      lines.add("  " + type + " " + name(trace) + ", " + size + (size == 1 ? " value" : " values"));
    }
    return String.join("\n", lines);
  }

  private static String name(JsonNode trace) {
    return PlotlyText.plain(trace.path("name").asText());
  }

  private static String title(JsonNode owner) {
    return PlotlyText.plain(owner.path("title").path("text").asText());
  }
}

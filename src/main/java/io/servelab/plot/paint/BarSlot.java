package io.servelab.plot.paint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Where the bars of one trace stand, one entry a bar, in axis coordinates.
 *
 * @param trace the JSON of the trace
 * @param places the category or number under each bar
 * @param from where each bar begins
 * @param to where each bar ends
 * @param offset from the place to the middle of the bar
 * @param width thickness of the bars
 */
record BarSlot(
    Settings trace,
    List<JsonNode> places,
    List<Double> from,
    List<Double> to,
    double offset,
    double width) {

  BarSlot {
    places = List.copyOf(places);
    from = List.copyOf(from);
    to = List.copyOf(to);
  }

  boolean isHorizontal() {
    return isHorizontal(trace);
  }

  static boolean isHorizontal(Settings trace) {
    return trace.text("orientation", "v").equals("h");
  }
}

package io.servelab.plot.paint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Places the bars of all bar traces: beside each other, or on top of each other. */
final class BarStacks {

  private final String mode;
  private final double thickness;
  private final Map<String, Double> tops = new HashMap<>();
  private final int groups;
  private int placed;

  /**
   * Prepares for the bar traces of a figure.
   *
   * @param layout the JSON of the layout
   * @param traces how many bar traces there are
   */
  BarStacks(Settings layout, int traces) {
    mode = layout.text("barmode", "group");
    thickness = 1 - layout.number("bargap", 0.2);
    groups = mode.equals("group") ? Math.max(1, traces) : 1;
  }

  /** Places the next trace. */
  BarSlot place(Settings trace) {
    boolean horizontal = BarSlot.isHorizontal(trace);
    List<JsonNode> places = trace.list(horizontal ? "y" : "x");
    List<JsonNode> lengths = trace.list(horizontal ? "x" : "y");
    List<JsonNode> bases = trace.list("base");
    List<Double> from = new ArrayList<>();
    List<Double> to = new ArrayList<>();
    int bars = Math.min(places.size(), lengths.size());
    for (int i = 0; i < bars; i++) {
      double length = lengths.get(i).asDouble(0);
      double start = i < bases.size() ? bases.get(i).asDouble(0) : trace.number("base", 0);
      if (isStacked()) {
        String stack = places.get(i).asText() + (length < 0 ? "-" : "+");
        start += tops.getOrDefault(stack, 0.0);
        tops.merge(stack, length, Double::sum);
      }
      from.add(start);
      to.add(start + length);
    }
    double width = thickness / groups;
    double offset = (placed++ % groups - (groups - 1) / 2.0) * width;
    double own = trace.number("width", width);
    return new BarSlot(trace, places.subList(0, bars), from, to, offset, own);
  }

  private boolean isStacked() {
    return mode.equals("stack") || mode.equals("relative");
  }
}

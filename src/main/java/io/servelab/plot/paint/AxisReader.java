package io.servelab.plot.paint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds out what an axis shows: from its JSON, and from the traces where the JSON is silent. */
final class AxisReader {

  private final Settings axis;
  private final List<JsonNode> values = new ArrayList<>();

  /**
   * Prepares to read an axis.
   *
   * @param axis its JSON
   * @param letter x or y
   * @param traces every trace that is drawn
   */
  AxisReader(Settings axis, String letter, List<Settings> traces) {
    this.axis = axis;
    traces.forEach(trace -> values.addAll(trace.list(letter)));
  }

  /** The scale without its ends, which only the traces can tell. */
  AxisScale scale() {
    AxisKind kind = kind();
    return new AxisScale(kind, kind == AxisKind.CATEGORY ? categories() : List.of(), 0, 1);
  }

  /** The scale from end to end. */
  AxisScale spanned(AxisScale scale, Extent extent) {
    if (scale.kind() == AxisKind.CATEGORY) {
      extent.include(-0.5);
      extent.include(scale.categories().size() - 0.5);
      extent.fitTightly();
    } else if (axis.text("rangemode", "").equals("tozero")) {
      extent.include(0);
    }
    List<JsonNode> range = axis.list("range");
    boolean given = range.size() == 2 && range.stream().allMatch(JsonNode::isNumber);
    double low = given ? range.get(0).doubleValue() : extent.low();
    double high = given ? range.get(1).doubleValue() : extent.high();
    boolean reversed = !given && axis.text("autorange", "").equals("reversed");
    return reversed ? scale.spanning(high, low) : scale.spanning(low, high);
  }

  private AxisKind kind() {
    return switch (axis.text("type", "")) {
      case "log" -> AxisKind.LOG;
      case "linear" -> AxisKind.LINEAR;
      case "category", "multicategory", "date" -> AxisKind.CATEGORY;
      default ->
          values.stream().anyMatch(JsonNode::isTextual) ? AxisKind.CATEGORY : AxisKind.LINEAR;
    };
  }

  private List<String> categories() {
    Set<String> names = new LinkedHashSet<>();
    axis.list("categoryarray").forEach(name -> names.add(name.asText()));
    values.forEach(name -> names.add(name.asText()));
    return List.copyOf(names);
  }
}

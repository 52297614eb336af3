package io.servelab.bulk;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.servelab.error.InvalidValueException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Many searches that differ in a few settings: every combination of some values.
 *
 * @param fixed settings that all searches share, by request key
 * @param axes values that differ, by request key; the last key varies fastest
 */
public record SearchGrid(Map<String, Object> fixed, Map<String, List<?>> axes) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the settings; requires values on every axis. */
  public SearchGrid {
    fixed = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fixed));
    Map<String, List<?>> copied = new LinkedHashMap<>();
    axes.forEach((key, values) -> copied.put(key, List.copyOf(values)));
    axes = java.util.Collections.unmodifiableMap(copied);
    for (Map.Entry<String, List<?>> axis : axes.entrySet()) {
      if (axis.getValue().isEmpty()) {
        throw InvalidValueException.of(axis.getKey(), "[]", "an axis has at least one value.");
      }
      if (fixed.containsKey(axis.getKey())) {
        throw InvalidValueException.because(
            "Key " + axis.getKey() + " is both fixed and an axis of the grid.");
      }
    }
  }

  /** Number of searches. */
  public long size() {
    return axes.values().stream().mapToLong(List::size).reduce(1, Math::multiplyExact);
  }

  /** The searches in order, named by their values on the axes. */
  List<Request> requests() {
    List<Map<String, Object>> points = new ArrayList<>(List.of(Map.of()));
    for (Map.Entry<String, List<?>> axis : axes.entrySet()) {
      List<Map<String, Object>> longer = new ArrayList<>();
      for (Map<String, Object> point : points) {
        for (Object value : axis.getValue()) {
          Map<String, Object> next = new LinkedHashMap<>(point);
          next.put(axis.getKey(), value);
          longer.add(next);
        }
      }
      points = longer;
    }
    return points.stream().map(this::request).toList();
  }

  private Request request(Map<String, Object> point) {
    Map<String, Object> all = new LinkedHashMap<>(fixed);
    all.putAll(point);
    ObjectNode fields = JSON.valueToTree(all);
    String name = point.values().stream().map(String::valueOf).collect(Collectors.joining(" | "));
    return new Request(name.isEmpty() ? "all" : name, fields, "");
  }
}

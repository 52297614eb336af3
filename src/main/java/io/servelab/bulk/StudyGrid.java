package io.servelab.bulk;

import io.servelab.error.InvalidValueException;
import io.servelab.study.StudyConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Studies that differ in a few settings: every combination of some values.
 *
 * @param base what all studies share
 * @param axes values that differ, by key of the configuration; the last key varies fastest
 */
public record StudyGrid(StudyConfig base, Map<String, List<?>> axes) {

  /** One combination, as the values on the axes in their order. */
  record Point(Map<String, Object> values) {

    /** Name by its values. */
    String name() {
      return values.values().stream().map(String::valueOf).collect(Collectors.joining(" | "));
    }
  }

  /**
   * Copies the settings.
   *
   * @throws io.servelab.error.UnknownNameException if there is no such key
   * @throws InvalidValueException if an axis has no value, or one twice
   */
  public StudyGrid {
    Map<String, List<?>> copied = new LinkedHashMap<>();
    for (Map.Entry<String, List<?>> axis : axes.entrySet()) {
      List<?> values = List.copyOf(axis.getValue());
      base.find(axis.getKey());
      if (values.isEmpty()) {
        throw InvalidValueException.of(axis.getKey(), "[]", "an axis has at least one value.");
      }
      if (values.stream().map(String::valueOf).distinct().count() < values.size()) {
        throw InvalidValueException.of(axis.getKey(), values, "a value is there twice.");
      }
      copied.put(axis.getKey(), values);
    }
    axes = Collections.unmodifiableMap(copied);
  }

  /** Number of studies. */
  public int size() {
    return axes.values().stream().mapToInt(List::size).reduce(1, Math::multiplyExact);
  }

  /** The combinations in order. */
  List<Point> points() {
    List<Map<String, Object>> points = List.of(Map.of());
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
    return points.stream().map(Point::new).toList();
  }

  /**
   * The study of a combination.
   *
   * @throws io.servelab.error.ServeLabException if its values do not do
   */
  StudyConfig study(Point point) {
    return base.with(point.values());
  }
}

package io.servelab.study;

import io.servelab.layers.LayerEdits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What values a key takes, each with one canonical Java form so that equal settings are equal. */
public enum ValueKind {
  /** A {@code String}. */
  TEXT("a text"),
  /** A {@code Long}. */
  WHOLE("a whole number"),
  /** A {@code Double}. */
  NUMBER("a number"),
  /** A {@code Boolean}. */
  FLAG("true or false"),
  /** A list of {@code String}. */
  TEXTS("a list of texts, such as [fp8]"),
  /** A list of {@code Long}. */
  WHOLES("a list of whole numbers, such as [1, 2, 4]"),
  /** A list of sections, each of which changes operations. */
  EDITS("a list of changes to operations, such as [{scale: attention, factor: 0.8}]"),
  /** Anything that YAML can say; whoever owns the section checks it. */
  OPEN("texts, numbers, lists or sections");

  private static final double LARGEST_EXACT = 1L << 53;

  private final String expected;

  ValueKind(String expected) {
    this.expected = expected;
  }

  static ValueKind of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }

  /** What is expected, for messages. */
  public String expected() {
    return expected;
  }

  /** The canonical form of a value; empty if it is of another kind. */
  Optional<Object> canonical(Object value) {
    return switch (this) {
      case TEXT -> text(value).map(Object.class::cast);
      case WHOLE -> whole(value).map(Object.class::cast);
      case NUMBER -> number(value).map(Object.class::cast);
      case FLAG -> Optional.of(value).filter(Boolean.class::isInstance);
      case TEXTS -> list(value, TEXT);
      case WHOLES -> list(value, WHOLE);
      case EDITS -> edits(value);
      case OPEN -> open(value);
    };
  }

  private static Optional<String> text(Object value) {
    boolean textual =
        value instanceof CharSequence || value instanceof Enum<?> || value instanceof Path;
    return textual ? Optional.of(value.toString()) : Optional.empty();
  }

  private static Optional<Long> whole(Object value) {
    return number(value)
        .filter(number -> number == Math.rint(number) && Math.abs(number) <= LARGEST_EXACT)
        .map(Double::longValue);
  }

  private static Optional<Double> number(Object value) {
    return value instanceof Number number && Double.isFinite(number.doubleValue())
        ? Optional.of(number.doubleValue())
        : Optional.empty();
  }

  private static Optional<Object> list(Object value, ValueKind items) {
    Optional<Collection<?>> given = collection(value);
    if (given.isEmpty()) {
      return Optional.empty();
    }
    List<Object> canonical = new ArrayList<>();
    for (Object item : given.get()) {
      Optional<Object> accepted = Optional.ofNullable(item).flatMap(items::canonical);
      if (accepted.isEmpty()) {
        return Optional.empty();
      }
      canonical.add(accepted.get());
    }
    return Optional.of(List.copyOf(canonical));
  }

  private static Optional<Collection<?>> collection(Object value) {
    if (value instanceof Collection<?> collection) {
      return Optional.of(collection);
    }
    if (value instanceof int[] sizes) {
      return Optional.of(IntStream.of(sizes).boxed().toList());
    }
    return value instanceof Object[] items ? Optional.of(List.of(items)) : Optional.empty();
  }

  private static Optional<Object> edits(Object value) {
    Optional<List<?>> sections = list(value, OPEN).map(items -> (List<?>) items);
    return sections.map(items -> LayerEdits.writeAll(LayerEdits.readAll(items)));
  }

  private static Optional<Object> open(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> canonical = new TreeMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        Optional<Object> accepted = Optional.ofNullable(entry.getValue()).flatMap(OPEN::canonical);
        if (accepted.isEmpty()) {
          return Optional.empty();
        }
        canonical.put(String.valueOf(entry.getKey()), accepted.get());
      }
      return Optional.of(Collections.unmodifiableMap(canonical));
    }
    return list(value, OPEN)
        .or(() -> Optional.of(value).filter(Boolean.class::isInstance))
        .or(() -> whole(value))
        .or(() -> number(value))
        .or(() -> text(value));
  }
}

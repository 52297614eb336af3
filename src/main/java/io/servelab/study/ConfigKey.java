package io.servelab.study;

import io.servelab.error.InvalidValueException;
import io.servelab.error.UnknownNameException;
import java.util.Collection;
import java.util.List;

/**
 * A setting that a study may have.
 *
 * @param name dotted name, such as {@code prefill.max_batch_size}
 * @param kind what values it takes
 * @param unit unit of its numbers; blank without one
 * @param meaning what it stands for, in a few words
 * @param range numbers it accepts
 * @param choices words it accepts; any if there are none, numbers beside them if the kind is one
 */
public record ConfigKey(
    String name, ValueKind kind, String unit, String meaning, Range range, List<String> choices) {

  /** Copies the choices. */
  public ConfigKey {
    choices = List.copyOf(choices);
  }

  /**
   * The canonical form of a value.
   *
   * @param where what sets it, for messages
   * @throws InvalidValueException if the value is of another kind or out of range
   * @throws UnknownNameException if it is none of the choices
   */
  Object canonical(Object value, String where) {
    if (kind != ValueKind.TEXT && value instanceof String word && choices.contains(word)) {
      return word;
    }
    Object canonical =
        kind.canonical(value).orElseThrow(() -> refusal(value, where, "expected " + expected()));
    if (kind == ValueKind.TEXT && !choices.isEmpty() && !choices.contains(canonical)) {
      throw UnknownNameException.of(name + " in " + where + ":", canonical.toString(), choices);
    }
    if (canonical instanceof Number number) {
      requireInRange(number.doubleValue(), value, where);
    }
    if (canonical instanceof Collection<?> items && kind == ValueKind.WHOLES) {
      for (Object item : items) {
        requireInRange(((Number) item).doubleValue(), value, where);
      }
    }
    return canonical;
  }

  private void requireInRange(double number, Object value, String where) {
    if (!range.contains(number)) {
      throw refusal(value, where, meaning + " must be " + range);
    }
  }

  private InvalidValueException refusal(Object value, String where, String reason) {
    return InvalidValueException.of(
        name, YamlText.shown(value), reason + " (set in " + where + ").");
  }

  private String expected() {
    return choices.isEmpty() || kind == ValueKind.TEXT
        ? kind.expected()
        : kind.expected() + " or " + String.join(", ", choices);
  }

  @Override
  public String toString() {
    return name + (unit.isEmpty() ? "" : " / " + unit) + ": " + meaning;
  }
}

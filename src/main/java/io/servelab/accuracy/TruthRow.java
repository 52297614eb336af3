package io.servelab.accuracy;

import io.servelab.error.InvalidValueException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One line of a file of measured points, not yet understood.
 *
 * @param columns text by column name; blank cells are empty
 */
public record TruthRow(Map<String, String> columns) {

  /** Copies the cells, in their order. */
  public TruthRow {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }

  /** Key of the point; empty if the line has none. */
  public String id() {
    return text("id");
  }

  /** A cell without surrounding blanks; empty if the column is absent. */
  public String text(String column) {
    return columns.getOrDefault(column, "").strip();
  }

  /**
   * A cell that must hold a text.
   *
   * @throws InvalidValueException if it is blank
   */
  String required(String column) {
    String text = text(column);
    if (text.isEmpty()) {
      throw InvalidValueException.because("Column " + column + " is blank.");
    }
    return text;
  }

  /**
   * A cell that must hold a positive whole number.
   *
   * @throws InvalidValueException if it does not
   */
  int requiredCount(String column) {
    required(column);
    return count(column).orElseThrow();
  }

  /**
   * A positive whole number, if the cell holds anything.
   *
   * @throws InvalidValueException if it holds something else
   */
  OptionalInt count(String column) {
    OptionalDouble number = number(column);
    if (number.isEmpty()) {
      return OptionalInt.empty();
    }
    double value = number.getAsDouble();
    if (!(value >= 1 && value == Math.rint(value) && value <= Integer.MAX_VALUE)) {
      throw InvalidValueException.of(column, text(column), "a positive whole number is expected.");
    }
    return OptionalInt.of((int) value);
  }

  /**
   * A number, if the cell holds anything.
   *
   * @throws InvalidValueException if it holds something else
   */
  OptionalDouble number(String column) {
    String text = text(column);
    if (text.isEmpty()) {
      return OptionalDouble.empty();
    }
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return OptionalDouble.of(value);
      }
    } catch (NumberFormatException notNumber) {
      throw InvalidValueException.of(column, text, "a number is expected.");
    }
    throw InvalidValueException.of(column, text, "a finite number is expected.");
  }
}

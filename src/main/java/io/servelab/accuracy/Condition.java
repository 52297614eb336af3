package io.servelab.accuracy;

import io.servelab.error.InvalidValueException;
import io.servelab.error.NearestNames;
import io.servelab.error.UnknownNameException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Asks for the lines that hold a text in a column.
 *
 * @param column column of the file
 * @param text what its cell holds, in any case
 */
public record Condition(String column, String text) {

  private static final int MOST_NAMED = 8;

  /** Whether a line holds the text. */
  public boolean holds(TruthRow row) {
    return PointReader.text(row, column).equalsIgnoreCase(text);
  }

  /**
   * Requires that some line holds the text.
   *
   * @throws UnknownNameException if the file has no such column
   * @throws InvalidValueException if no line does
   */
  public void check(List<TruthRow> rows) {
    requireColumn(column, rows);
    if (rows.stream().noneMatch(this::holds)) {
      Set<String> present = new TreeSet<>();
      rows.forEach(row -> present.add(PointReader.text(row, column)));
      throw InvalidValueException.of(
          column,
          text,
          "no line holds it.\nDid you mean "
              + String.join(", ", NearestNames.of(text, present, MOST_NAMED))
              + "?");
    }
  }

  static void requireColumn(String column, List<TruthRow> rows) {
    Set<String> known = new LinkedHashSet<>(PointReader.READ);
    rows.forEach(row -> known.addAll(row.columns().keySet()));
    if (!known.contains(column)) {
      throw UnknownNameException.of("column", column, List.copyOf(known));
    }
  }
}

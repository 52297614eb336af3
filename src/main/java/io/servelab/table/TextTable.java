package io.servelab.table;

import java.util.ArrayList;
import java.util.List;

/** Writes a table for the terminal: aligned columns, never wider than asked. */
final class TextTable {

  private static final String GAP = "  ";
  private static final int WIDEST_CELL = 40;

  private final ShownTable table;
  private final List<Integer> widths = new ArrayList<>();

  private TextTable(ShownTable table) {
    this.table = table;
    for (ShownColumn column : table.columns()) {
      int width = Math.max(length(column.title().label()), length(column.title().unit()));
      for (String cell : column.cells()) {
        width = Math.max(width, length(cell));
      }
      widths.add(Math.min(width, WIDEST_CELL));
    }
  }

  /** The table with caption and notes. */
  static String of(ShownTable table) {
    return new TextTable(table).written();
  }

  /** How many of the columns fit into a line, at least one. */
  static int fitting(ShownTable table, int lineWidth) {
    TextTable measured = new TextTable(table);
    int used = 0;
    for (int i = 0; i < measured.widths.size(); i++) {
      used += measured.widths.get(i) + (i == 0 ? 0 : GAP.length());
      if (used > lineWidth) {
        return Math.max(1, i);
      }
    }
    return measured.widths.size();
  }

  private String written() {
    StringBuilder out = new StringBuilder();
    if (!table.caption().isEmpty()) {
      out.append(oneLine(table.caption())).append('\n');
    }
    List<String> labels = table.columns().stream().map(column -> column.title().label()).toList();
    line(out, labels);
    if (table.hasUnits()) {
      line(out, table.columns().stream().map(column -> column.title().unit()).toList());
    }
    line(out, widths.stream().map("─"::repeat).toList());
    for (int row = 0; row < table.rows(); row++) {
      int at = row;
      line(out, table.columns().stream().map(column -> column.cells().get(at)).toList());
    }
    table.allNotes().forEach(note -> out.append(oneLine(note)).append('\n'));
    return out.toString().stripTrailing();
  }

  private void line(StringBuilder out, List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String cell = cut(oneLine(cells.get(i)), widths.get(i));
      String padding = " ".repeat(widths.get(i) - length(cell));
      line.append(i == 0 ? "" : GAP);
      line.append(table.columns().get(i).isNumber() ? padding + cell : cell + padding);
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }

  private static String cut(String text, int width) {
    if (length(text) <= width) {
      return text;
    }
    int end = text.offsetByCodePoints(0, width - 1);
    return text.substring(0, end) + "…";
  }

  /** Control characters could move the cursor or colour the terminal. */
  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}

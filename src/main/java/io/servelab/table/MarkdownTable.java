package io.servelab.table;

import io.servelab.notebook.Escape;

/** Writes a table in Markdown, for copying into documents and issues. */
final class MarkdownTable {

  private MarkdownTable() {}

  /** The table with caption and notes. */
  static String of(ShownTable table) {
    StringBuilder out = new StringBuilder();
    if (!table.caption().isEmpty()) {
      out.append("**").append(Escape.markdown(table.caption())).append("**\n\n");
    }
    StringBuilder rule = new StringBuilder("|");
    out.append('|');
    for (ShownColumn column : table.columns()) {
      out.append(' ').append(Escape.markdown(column.title().toString())).append(" |");
      rule.append(column.isNumber() ? " ---: |" : " --- |");
    }
    out.append('\n').append(rule).append('\n');
    for (int row = 0; row < table.rows(); row++) {
      out.append('|');
      for (ShownColumn column : table.columns()) {
        out.append(' ').append(Escape.markdown(column.cells().get(row))).append(" |");
      }
      out.append('\n');
    }
    for (String note : table.allNotes()) {
      out.append('\n').append(Escape.markdown(note)).append('\n');
    }
    return out.toString();
  }
}

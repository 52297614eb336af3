package io.servelab.table;

import io.servelab.notebook.Escape;
import java.util.Locale;

/**
 * Writes a table as HTML with inline styles only, because front ends strip style sheets.
 *
 * <p>Text takes its colour from the page and lines and bars are translucent, so the table suits
 * light and dark themes alike.
 */
final class HtmlTable {

  private static final String LINE = "rgba(128,128,128,0.35)";
  static final String BAR = "rgba(0,114,178,0.28)";
  private static final String MUTED = "opacity:0.65;font-weight:normal;font-size:90%";

  /** Characters of a cell beyond which its words go into several lines. */
  private static final int LONGEST_LINE = 48;

  private HtmlTable() {}

  /** The table with caption and notes. */
  static String of(ShownTable table) {
    StringBuilder out = new StringBuilder();
    out.append("<div style=\"overflow-x:auto;max-width:100%\">");
    out.append(
        "<table class=\"dataframe\" style=\"border-collapse:collapse;border:none;"
            + "font-size:13px;line-height:1.45;font-variant-numeric:tabular-nums\">");
    if (!table.caption().isEmpty()) {
      out.append(
          "<caption style=\"caption-side:top;text-align:left;white-space:nowrap;padding:2px 8px"
              + " 6px;color:inherit;font-weight:600\">");
      out.append(Escape.html(table.caption())).append("</caption>");
    }
    head(out, table);
    body(out, table);
    out.append("</table>");
    if (!table.leftOut().isEmpty()) {
      note(out, " data-static", table.leftOut());
    }
    table.notes().forEach(note -> note(out, "", note));
    return out.append("</div>").toString();
  }

  private static void head(StringBuilder out, ShownTable table) {
    out.append("<thead><tr>");
    for (ShownColumn column : table.columns()) {
      ColumnTitle title = column.title();
      out.append("<th title=\"").append(Escape.html(column.name())).append("\" style=\"");
      out.append(cellStyle(column)).append(";vertical-align:bottom;background:none;border:none;");
      out.append("border-bottom:1px solid ").append(LINE).append("\">");
      out.append(Escape.html(title.label()));
      if (title.hasUnit()) {
        out.append("<br><span style=\"").append(MUTED).append("\">");
        out.append(Escape.html(title.unit())).append("</span>");
      }
      out.append("</th>");
    }
    out.append("</tr></thead>");
  }

  private static void body(StringBuilder out, ShownTable table) {
    out.append("<tbody>");
    for (int row = 0; row < table.rows(); row++) {
      out.append("<tr>");
      for (ShownColumn column : table.columns()) {
        String words = column.cells().get(row);
        out.append("<td style=\"").append(cellStyle(column)).append(";border:none");
        if (words.length() > LONGEST_LINE) {
          out.append(";white-space:normal;min-width:24em;max-width:40em");
        }
        if (column.barred()) {
          out.append(bar(column.barLength(row)));
        }
        out.append("\">").append(Escape.html(words)).append("</td>");
      }
      out.append("</tr>");
    }
    out.append("</tbody>");
  }

  private static String cellStyle(ShownColumn column) {
    return "padding:2px 8px;white-space:nowrap;text-align:"
        + (column.isNumber() ? "right" : "left");
  }

  private static String bar(double length) {
    String end = String.format(Locale.ROOT, "%.1f%%", 100 * length);
    return ";min-width:7em;background:linear-gradient(90deg,%s %s,transparent %s)"
        .formatted(BAR, end, end);
  }

  private static void note(StringBuilder out, String attribute, String words) {
    out.append("<div").append(attribute).append(" style=\"padding:2px 8px;");
    out.append("font-size:12px;opacity:0.7\">").append(Escape.html(words)).append("</div>");
  }
}

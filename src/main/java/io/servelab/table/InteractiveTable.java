package io.servelab.table;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.servelab.notebook.Displayable;
import io.servelab.notebook.Escape;
import io.servelab.notebook.MimeBundle;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * A table that can be sorted and filtered where scripts run; elsewhere it is the plain table.
 *
 * <p>The script holds the rows as data and writes them as text, never as HTML.
 */
final class InteractiveTable implements Displayable {

  /** Rows that travel with the table at most. */
  static final int MOST_ROWS = 1000;

  private static final MathContext KEY_DIGITS = new MathContext(7);
  private static final String SCRIPT = script();

  private final TableView view;
  private final ShownTable rows;

  /**
   * Prepares the table.
   *
   * @param view what is seen without scripts
   * @param rows what can be sorted and filtered; its columns are those of the view
   */
  InteractiveTable(TableView view, ShownTable rows) {
    this.view = view;
    this.rows = rows;
  }

  @Override
  public MimeBundle mimeBundle() {
    String arguments = Escape.script(columnsJson() + "," + rowsJson());
    CRC32 sum = new CRC32();
    sum.update(arguments.getBytes(StandardCharsets.UTF_8));
    String id = Long.toHexString(sum.getValue());
    String html =
        "<div data-table=\"%s\">%s</div><script>%s('%s',%s);</script>"
            .formatted(id, view.html(), SCRIPT, id, arguments);
    return view.mimeBundle().withHtml(html);
  }

  private ArrayNode columnsJson() {
    ArrayNode columns = JsonNodeFactory.instance.arrayNode();
    for (ShownColumn column : rows.columns()) {
      ObjectNode node = columns.addObject();
      node.put("name", column.name()).put("label", column.title().label());
      node.put("number", column.isNumber());
      node.put("bar", column.barred() ? HtmlTable.BAR : "");
    }
    return columns;
  }

  private ArrayNode rowsJson() {
    ArrayNode lines = JsonNodeFactory.instance.arrayNode();
    for (int row = 0; row < rows.rows(); row++) {
      ObjectNode line = lines.addObject();
      ArrayNode texts = line.putArray("text");
      ArrayNode keys = line.putArray("key");
      for (ShownColumn column : rows.columns()) {
        texts.add(column.cells().get(row));
        double number = column.isNumber() ? column.numbers().get(row) : Double.NaN;
        if (Double.isFinite(number)) {
          keys.add(new BigDecimal(number).round(KEY_DIGITS).stripTrailingZeros());
        } else {
          keys.addNull();
        }
      }
    }
    return lines;
  }

  private static String script() {
    try (InputStream in = InteractiveTable.class.getResourceAsStream("table.js")) {
      if (in == null) {
        throw new IllegalStateException("The resource table.js is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}

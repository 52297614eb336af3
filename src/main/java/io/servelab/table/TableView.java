package io.servelab.table;

import io.servelab.error.InvalidValueException;
import io.servelab.error.UnknownNameException;
import io.servelab.notebook.Displayable;
import io.servelab.notebook.MimeBundle;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tech.tablesaw.api.Table;

/**
 * How a table is shown in a notebook, a document and on a terminal.
 *
 * <p>Immutable; each step gives a new view of the same table. Numbers stand at the right with as
 * many decimals as tell them apart, units come from the column names ({@link ColumnTitle}), and
 * what was left out is said below.
 */
public final class TableView implements Displayable {

  private static final ViewLimits DEFAULT_LIMITS = new ViewLimits(20, 24, 4);
  private static final int LINE_WIDTH = 120;

  private final Table table;
  private final ViewLimits limits;
  private final String caption;
  private final List<String> notes;
  private final Set<String> bars;

  private TableView(
      Table table, ViewLimits limits, String caption, List<String> notes, Set<String> bars) {
    this.table = table;
    this.limits = limits;
    this.caption = caption;
    this.notes = List.copyOf(notes);
    this.bars = bars;
  }

  /** The table under its name, with its first 20 rows and 24 columns. */
  public static TableView of(Table table) {
    String name = table.name() == null ? "" : table.name();
    return new TableView(table, DEFAULT_LIMITS, name, List.of(), Set.of());
  }

  /** Shows at most this many rows. */
  public TableView rows(int most) {
    return limited(limits.withRows(positive("rows", most)));
  }

  /** Shows at most this many columns. */
  public TableView columns(int most) {
    return limited(limits.withColumns(positive("columns", most)));
  }

  /** Gives the largest number of each column this many significant digits instead of four. */
  public TableView digits(int significant) {
    return limited(limits.withDigits(positive("digits", significant)));
  }

  /** Puts another line above the table. */
  public TableView caption(String line) {
    return new TableView(table, limits, line, notes, bars);
  }

  /** Adds a line below the table, such as where the numbers come from. */
  public TableView note(String line) {
    List<String> more = new ArrayList<>(notes);
    more.add(line);
    return new TableView(table, limits, caption, more, bars);
  }

  /**
   * Puts a bar behind the numbers of these columns, as long as the number is large.
   *
   * @throws UnknownNameException if a column does not exist
   */
  public TableView bars(String... columns) {
    Set<String> more = new LinkedHashSet<>(bars);
    for (String column : columns) {
      if (!table.columnNames().contains(column)) {
        throw UnknownNameException.of("column", column, table.columnNames());
      }
      more.add(column);
    }
    return new TableView(table, limits, caption, notes, more);
  }

  /**
   * The table with a field to filter its rows and with columns that can be sorted by a click; up to
   * a thousand rows travel with it.
   */
  public Displayable interactive() {
    return new InteractiveTable(this, shown(limits.withRows(InteractiveTable.MOST_ROWS)));
  }

  /** The table as HTML. */
  public String html() {
    return HtmlTable.of(shown(limits));
  }

  /** The table as Markdown. */
  public String markdown() {
    return MarkdownTable.of(shown(limits));
  }

  /** The table for a terminal of 120 columns. */
  public String text() {
    return text(LINE_WIDTH);
  }

  /**
   * The table for a terminal; columns that do not fit are left out and named below.
   *
   * @param lineWidth characters in a line
   */
  public String text(int lineWidth) {
    ShownTable shown = shown(limits);
    int fitting = TextTable.fitting(shown, lineWidth);
    return TextTable.of(
        fitting < shown.columns().size() ? shown(limits.withColumns(fitting)) : shown);
  }

  /** The table as it is shown, for code that goes on working with it. */
  public Table table() {
    return table;
  }

  @Override
  public MimeBundle mimeBundle() {
    return MimeBundle.ofText(text()).withHtml(html()).withMarkdown(markdown());
  }

  @Override
  public String toString() {
    return "TableView of %d rows and %d columns".formatted(table.rowCount(), table.columnCount());
  }

  private ShownTable shown(ViewLimits applied) {
    return new TableSelection(table, applied, bars).shown(caption, notes);
  }

  private TableView limited(ViewLimits changed) {
    return new TableView(table, changed, caption, notes, bars);
  }

  private static int positive(String what, int value) {
    if (value < 1) {
      throw InvalidValueException.of(what, value, "must be at least 1.");
    }
    return value;
  }
}

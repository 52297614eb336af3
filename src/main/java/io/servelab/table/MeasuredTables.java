package io.servelab.table;

import io.servelab.perf.CatalogEntry;
import io.servelab.perf.PerfTable;
import io.servelab.perf.TableSource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Measured tables as Tablesaw tables. */
public final class MeasuredTables {

  private static final TableBuilder<CatalogEntry> CATALOG =
      TableBuilder.<CatalogEntry>named("measured tables")
          .text("engine", CatalogEntry::engine)
          .text("version", CatalogEntry::version)
          .text("table", CatalogEntry::table)
          .integer("rows", CatalogEntry::rows)
          .text(
              "sources",
              entry ->
                  entry.sources().stream()
                      .map(TableSource::name)
                      .collect(Collectors.joining(", ")));

  private MeasuredTables() {}

  /** A copy of a measured table with all its columns. */
  public static Table of(PerfTable measured) {
    Table table = Table.create(measured.name());
    for (String column : measured.columns()) {
      if (measured.isNumber(column)) {
        PerfTable.NumberColumn numbers = measured.number(column);
        table.addColumns(
            DoubleColumn.create(
                column, IntStream.range(0, measured.rows()).mapToDouble(numbers::at).toArray()));
      } else {
        PerfTable.TextColumn texts = measured.text(column);
        table.addColumns(
            StringColumn.create(
                column, IntStream.range(0, measured.rows()).mapToObj(texts::at).toList()));
      }
    }
    return table;
  }

  /** Tables with their rows and sources. */
  public static Table of(List<CatalogEntry> entries) {
    return CATALOG.build(entries);
  }
}

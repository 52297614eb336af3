package io.servelab.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class TableBuilderTest {

  private record Latency(double ttftMs, boolean meets) {}

  private record Row(@Nullable String mode, long gpus, Latency latency) {}

  private static final TableBuilder<Latency> LATENCY =
      TableBuilder.<Latency>named("latency")
          .number("ttft_ms", Latency::ttftMs)
          .flag("meets", Latency::meets);

  private static final TableBuilder<Row> COLUMNS =
      TableBuilder.<Row>named("rows")
          .text("mode", Row::mode)
          .integer("gpus", Row::gpus)
          .part(LATENCY, Row::latency);

  private static final List<Row> ROWS =
      List.of(
          new Row("agg", 8, new Latency(212.5, true)),
          new Row(null, 16, new Latency(Double.NaN, false)));

  @Test
  void eachRowBecomesARowAndEachLineAColumn() {
    Table table = COLUMNS.build(ROWS);
    assertEquals(List.of("mode", "gpus", "ttft_ms", "meets"), table.columnNames());
    assertEquals(2, table.rowCount());
    assertEquals(16L, table.longColumn("gpus").getLong(1));
    assertEquals(212.5, table.doubleColumn("ttft_ms").getDouble(0));
  }

  @Test
  void nullTextAndNotANumberAreMissing() {
    Table table = COLUMNS.build(ROWS);
    assertTrue(table.column("mode").isMissing(1));
    assertTrue(table.column("ttft_ms").isMissing(1));
  }

  @Test
  void noRowsGiveATableWithColumns() {
    assertEquals(4, COLUMNS.build(List.of()).columnCount());
  }

  @Test
  void everyTableIsTheCallersOwn() {
    assertNotSame(COLUMNS.build(ROWS).column(0), COLUMNS.build(ROWS).column(0));
    assertEquals("other", COLUMNS.renamed("other").build(ROWS).name());
  }
}

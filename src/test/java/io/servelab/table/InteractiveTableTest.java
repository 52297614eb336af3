package io.servelab.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class InteractiveTableTest {

  private static final Table TABLE =
      Table.create(
          "t",
          StringColumn.create("model", "</script><script>alert(1)</script>", "plain"),
          DoubleColumn.create("ttft_ms", 1234.5678912345, Double.NaN));

  @Test
  void thePlainTableIsThereForPagesWithoutScripts() {
    String html = html(TABLE);
    assertTrue(html.startsWith("<div data-table="));
    assertTrue(html.contains("<td") && html.indexOf("<td") < html.indexOf("<script>"));
  }

  @Test
  void aCellCannotEndTheScript() {
    String script = html(TABLE).substring(html(TABLE).indexOf("<script>") + 8);
    assertEquals(script.length() - "</script>".length(), script.indexOf("</script>"));
  }

  @Test
  void rowsTravelWithSevenDigitsToSortByAndNullWhereNothingIs() {
    String html = html(TABLE);
    assertTrue(html.contains("\"key\":[null,1234.568]"), html);
    assertTrue(html.contains("{\"text\":[\"plain\",\"—\"],\"key\":[null,null]}"), html);
  }

  @Test
  void aThousandRowsTravelAtMost() {
    String html = html(Table.create("", IntColumn.indexColumn("row", 5000, 0)));
    assertTrue(html.contains("\"text\":[\"999\"]"));
    assertFalse(html.contains("\"text\":[\"1,000\"]"));
  }

  @Test
  void theSameTableGivesTheSameHtml() {
    assertEquals(html(TABLE), html(TABLE.copy()));
  }

  private static String html(Table table) {
    return TableView.of(table).interactive().mimeBundle().html();
  }
}

package io.servelab.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.InvalidValueException;
import io.servelab.error.UnknownNameException;
import io.servelab.notebook.MimeBundle;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TableViewTest {

  private static final Table DEPLOYMENTS =
      Table.create(
          "deployments",
          StringColumn.create("mode", "agg", "disagg", "agg"),
          IntColumn.create("gpus", new int[] {8, 16, 32}),
          DoubleColumn.create("ttft_ms", 212.2, Double.NaN, 95.5),
          BooleanColumn.create("meets", true, false, true));

  @Test
  void textIsAlignedWithUnitsBelowTheNames() {
    assertEquals(
        """
        deployments
        mode    gpus   ttft  meets
                         ms
        ──────  ────  ─────  ─────
        agg        8  212.2  yes
        disagg    16      —  no
        agg       32   95.5  yes\
        """,
        TableView.of(DEPLOYMENTS).text());
  }

  @Test
  void markdownSaysOnWhichSideColumnsStand() {
    assertEquals(
        """
        **deployments**

        | mode | gpus | ttft (ms) | meets |
        | --- | ---: | ---: | --- |
        | agg | 8 | 212.2 | yes |
        | disagg | 16 | — | no |

        2 of 3 rows.
        """,
        TableView.of(DEPLOYMENTS).rows(2).markdown());
  }

  @Test
  void sharesHaveNoMoreThanTwoDecimalsHoweverSmallTheSmallestIs() {
    Table shares = Table.create("", DoubleColumn.create("share_pct", 99.9949, 0.0051));
    assertTrue(TableView.of(shares).text().endsWith("99.99\n 0.01"));
  }

  @Test
  void longWordsGoIntoSeveralLinesOfTheirCellAndShortOnesStayInOne() {
    String html =
        TableView.of(Table.create("", StringColumn.create("why", "so ".repeat(30)))).html();
    assertTrue(html.contains(";white-space:normal;min-width:24em;max-width:40em\">so so"));
    assertFalse(TableView.of(DEPLOYMENTS).html().contains("white-space:normal"));
  }

  @Test
  void whatIsLeftOutIsSaidBelow() {
    String text = TableView.of(DEPLOYMENTS).rows(1).columns(2).note("perf-data 1").text();
    assertTrue(
        text.endsWith("1 of 3 rows, 2 of 4 columns; left out: ttft_ms, meets.\nperf-data 1"));
    assertFalse(TableView.of(DEPLOYMENTS).text().contains(" of "));
  }

  @Test
  void columnsThatDoNotFitIntoTheLineAreLeftOutAndNamed() {
    String text = TableView.of(DEPLOYMENTS).text(14);
    assertTrue(text.contains("\nagg        8\n"), text);
    assertTrue(text.endsWith("left out: ttft_ms, meets."), text);
  }

  @Test
  void htmlNeedsNoStyleSheetAndEscapesEverything() {
    Table hostile =
        Table.create(
            "<script>caption</script>",
            StringColumn.create("<b>name</b>", "<script>alert('x')</script>", "\"quoted\""));
    String html = TableView.of(hostile).note("<i>note</i>").html();
    assertFalse(html.contains("<script") || html.contains("<b>") || html.contains("<i>"));
    assertFalse(html.contains("<style"));
    assertTrue(html.contains("class=\"dataframe\""));
    assertTrue(html.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"));
  }

  @Test
  void numbersStandAtTheRightAndTheFullColumnNameIsAtHand() {
    String html = TableView.of(DEPLOYMENTS).html();
    assertTrue(html.contains("text-align:right;border:none\">212.2</td>"));
    assertTrue(html.contains("text-align:left;border:none\">disagg</td>"));
    assertTrue(html.contains("<th title=\"ttft_ms\""));
  }

  @Test
  void aBarIsAsLongAsItsNumberIsLarge() {
    String html = TableView.of(DEPLOYMENTS).bars("gpus").html();
    assertTrue(html.contains("rgba(0,114,178,0.28) 25.0%,transparent 25.0%)\">8</td>"));
    assertTrue(html.contains("rgba(0,114,178,0.28) 100.0%,transparent 100.0%)\">32</td>"));
  }

  @Test
  void aMillionRowsAreCutToTheFirstTwenty() {
    Table large = Table.create("", IntColumn.indexColumn("row", 1_000_000, 0));
    String html = TableView.of(large).html();
    assertTrue(html.contains("20 of 1,000,000 rows."));
    assertTrue(html.length() < 5000);
  }

  @Test
  void anEmptyTableIsShownToo() {
    assertEquals("none", TableView.of(Table.create("none")).text().strip());
    assertTrue(TableView.of(DEPLOYMENTS.emptyCopy()).html().contains("<tbody></tbody>"));
  }

  @Test
  void controlCharactersCannotReachTheTerminal() {
    Table hostile = Table.create("", StringColumn.create("a", "red\u001B[31m\nnext"));
    assertTrue(TableView.of(hostile).text().endsWith("red [31m next"));
  }

  @Test
  void aMistypedColumnIsRefusedWithTheNearestNames() {
    TableView view = TableView.of(DEPLOYMENTS);
    var error = assertThrows(UnknownNameException.class, () -> view.bars("ttft"));
    assertTrue(error.getMessage().contains("ttft_ms"));
    assertThrows(InvalidValueException.class, () -> view.rows(0));
  }

  @Test
  void theBundleHasTextHtmlAndMarkdown() {
    MimeBundle bundle = TableView.of(DEPLOYMENTS).mimeBundle();
    assertEquals("[text/plain, text/html, text/markdown]", bundle.asMap().keySet().toString());
  }
}

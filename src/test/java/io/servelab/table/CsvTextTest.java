package io.servelab.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class CsvTextTest {

  private static final Table TABLE =
      Table.create(
          "t",
          StringColumn.create("a name", "x,y", "say \"hi\"", " padded"),
          DoubleColumn.create("n", 2.0E-3, Double.NaN, 0.1 + 0.2),
          BooleanColumn.create("b", true, false, true));

  private static final String CSV =
      """
      a name,n,b
      "x,y",0.002,true
      "say ""hi""\",,false
      " padded",0.30000000000000004,true
      """;

  @Test
  void doublesReadBackToTheSameNumberAndMissingCellsAreEmpty() {
    assertEquals(CSV, CsvText.of(TABLE));
  }

  @Test
  void aFileHoldsTheSameText(@TempDir Path folder) throws IOException {
    CsvText.write(TABLE, folder.resolve("t.csv"));
    assertEquals(CSV, Files.readString(folder.resolve("t.csv")));
  }
}

package io.servelab.perf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.InvalidValueException;
import io.servelab.error.UnknownNameException;
import io.servelab.hardware.DataHome;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.GemmQuant;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.dense.Gemm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person's own measured tables beside the shipped ones. */
class OwnTablesTest {

  private static final Databases DATABASES = new Databases(DataHome.locate(Optional.empty()));
  private static final int ROWS = 3;

  @TempDir private Path folder;

  private static PerfDatabase open(OwnTable... own) {
    return DATABASES
        .with(List.of(own))
        .get("h200_sxm", ServingEngine.TRTLLM, "", DataMode.SILICON, TransferPolicy.AGGRESSIVE);
  }

  /** Some measured projections, ten times as slow. */
  private Path slowRows(String header) throws IOException {
    PerfTable shipped = open().table("gemm");
    List<String> columns =
        shipped.columns().stream().filter(column -> !column.equals("source")).toList();
    StringBuilder csv = new StringBuilder(header.isEmpty() ? String.join(",", columns) : header);
    for (int row = 0; row < ROWS; row++) {
      csv.append('\n').append(String.join(",", cells(shipped, columns, row)));
    }
    return Files.writeString(folder.resolve("mine.csv"), csv.append('\n'));
  }

  private static List<String> cells(PerfTable table, List<String> columns, int row) {
    return columns.stream()
        .map(
            column -> {
              if (!table.isNumber(column)) {
                return table.text(column).at(row);
              }
              double value = table.number(column).at(row);
              double written = column.equals("latency_ms") ? 10 * value : value;
              return Double.isNaN(value) ? "" : String.valueOf(written);
            })
        .toList();
  }

  private static OpTime measured(PerfDatabase database) {
    PerfTable shipped = open().table("gemm");
    return Gemm.of(
            (long) shipped.number("n").at(0),
            (long) shipped.number("k").at(0),
            GemmQuant.of(shipped.text("gemm_dtype").at(0)))
        .bind(database)
        .time(OpShape.decode((long) shipped.number("m").at(0), 1));
  }

  @Test
  void rowsBeforeTheShippedOnesWin() throws IOException {
    OwnTable slow = new OwnTable("gemm", slowRows(""), true);
    assertEquals(10 * measured(open()).latencyMs(), measured(open(slow)).latencyMs(), 1e-9);
  }

  @Test
  void rowsAfterThemOnlyFillGaps() throws IOException {
    OwnTable slow = new OwnTable("gemm", slowRows(""), false);
    assertEquals(measured(open()), measured(open(slow)));
    assertEquals(open().table("gemm").rows() + ROWS, open(slow).table("gemm").rows());
  }

  @Test
  void whereTheyComeFromIsSaid() throws IOException {
    PerfDatabase database = open(new OwnTable("gemm", slowRows(""), true));
    assertEquals("own/mine.csv", database.table("gemm").text("source").at(0));
    assertEquals("own/mine.csv", database.entries().get(0).sources().get(0).name());
    assertTrue(DataNotes.of(database).get(0).contains("mine.csv"));
  }

  @Test
  void othersWhoAskTheSameFolderSeeNothingOfIt() throws IOException {
    open(new OwnTable("gemm", slowRows(""), true)).table("gemm");
    assertTrue(open().own().isEmpty());
  }

  @Test
  void aWrongTableColumnOrFileIsRefused() throws IOException {
    assertThrows(UnknownNameException.class, () -> open(new OwnTable("gem", slowRows(""), true)));
    assertThrows(
        InvalidValueException.class,
        () -> open(new OwnTable("gemm", folder.resolve("none.csv"), true)));
    String columns =
        String.join(
            ",",
            open().table("gemm").columns().stream()
                .filter(column -> !column.equals("source"))
                .toList());
    Path renamed = slowRows(columns.replace("latency_ms", "latency"));
    assertThrows(
        UnknownNameException.class, () -> open(new OwnTable("gemm", renamed, true)).table("gemm"));
  }
}

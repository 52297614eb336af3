package io.servelab.perf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.InvalidValueException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableReaderTest {

  @TempDir Path folder;

  @Test
  void numbersAndTextsAreToldApart() throws IOException {
    PerfTable table = read("lane,m,latency_ms\nfa3,1,0.25\n,2,1.5e-3\n");
    assertEquals(2, table.rows());
    assertEquals("fa3", table.text("lane").at(0));
    assertEquals("", table.text("lane").at(1));
    assertEquals(0.0015, table.number("latency_ms").at(1));
  }

  @Test
  void emptyNumbersAreMissing() throws IOException {
    assertTrue(Double.isNaN(read("m,power_w\n1,\n2,3\n").number("power_w").at(0)));
  }

  @Test
  void columnsNamedAsTextStayText() throws IOException {
    Path file = write("t.csv", "version,rows\n2.23,4\n");
    PerfTable table = TableReader.read("t", file, Set.of("version"));
    assertEquals("2.23", table.text("version").at(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.1", "12345.678901234567", "1e-7", "0.030915733337402342", "7", "-3.5"})
  void numbersReadBackExactly(String text) throws IOException {
    double parsed = read("x\n" + text + "\n").number("x").at(0);
    assertEquals(Double.parseDouble(text), parsed);
  }

  @Test
  void damagedCellNamesFileLineAndColumn() throws IOException {
    InvalidValueException error =
        assertThrows(InvalidValueException.class, () -> read("m,latency_ms\n1,0.5\n2,0.x5\n"));
    assertTrue(error.getMessage().contains("line 3"), error.getMessage());
    assertTrue(error.getMessage().contains("latency_ms"), error.getMessage());
    assertTrue(error.getMessage().contains("t.csv"), error.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m,latency_ms\n1\n",
        "m,latency_ms\n1,2,3\n",
        "m,latency_ms\n1,-0.5\n",
        "m,latency_ms\n1,0.5",
        ""
      })
  void damagedTablesNeverAnswer(String text) {
    assertThrows(InvalidValueException.class, () -> read(text));
  }

  @Test
  void truncatedArchiveIsRefused() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write("m,latency_ms\n1,0.5\n2,0.75\n".getBytes(StandardCharsets.UTF_8));
    }
    byte[] whole = bytes.toByteArray();
    Path file = folder.resolve("t.csv.gz");
    Files.write(file, Arrays.copyOf(whole, whole.length - 12));
    assertThrows(InvalidValueException.class, () -> TableReader.read("t", file, Set.of()));
  }

  private PerfTable read(String text) throws IOException {
    return TableReader.read("t", write("t.csv", text), Set.of());
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}

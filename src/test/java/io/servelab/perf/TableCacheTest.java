package io.servelab.perf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.InvalidValueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableCacheTest {

  @TempDir Path folder;

  private Path csv;
  private Path copies;

  @BeforeEach
  void writeTable() throws IOException {
    csv = Files.writeString(folder.resolve("t.csv"), "lane,m,latency_ms\nfa3,1,0.1\n,2,0.2\n");
    copies = folder.resolve("copies");
  }

  @Test
  void copyReadsBackLikeTheTable() throws IOException {
    PerfTable first = read();
    assertEquals(1, copyFiles().size());
    PerfTable second = read();
    assertEquals(first.columns(), second.columns());
    for (int row = 0; row < first.rows(); row++) {
      assertEquals(first.text("lane").at(row), second.text("lane").at(row));
      assertEquals(first.number("latency_ms").at(row), second.number("latency_ms").at(row));
    }
  }

  @Test
  void changedTableIsReadAgain() throws IOException {
    read();
    Files.writeString(csv, "lane,m,latency_ms\nfa3,1,0.25\n");
    assertEquals(0.25, read().number("latency_ms").at(0));
  }

  @Test
  void damagedTableIsRefusedEvenThoughACopyExists() throws IOException {
    read();
    Files.writeString(csv, "lane,m,latency_ms\nfa3,1,0.");
    assertThrows(InvalidValueException.class, this::read);
  }

  @Test
  void damagedCopyIsReplaced() throws IOException {
    read();
    Path copy = copyFiles().get(0);
    Files.write(copy, new byte[] {1, 2, 3});
    assertEquals(2, read().rows());
    assertTrue(Files.size(copy) > 3);
  }

  @Test
  void unwritableFolderOnlyCostsTheCopy() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    PerfTable table = TableCache.in(file.resolve("below")).read("t", csv, "digest");
    assertEquals(2, table.rows());
  }

  private PerfTable read() {
    return TableCache.in(copies).read("t", csv, "digest");
  }

  private List<Path> copyFiles() throws IOException {
    try (Stream<Path> files = Files.list(copies)) {
      return files.toList();
    }
  }
}

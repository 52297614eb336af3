package io.servelab.calibrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.accuracy.TruthRow;
import io.servelab.error.InvalidValueException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fields of the clients as their releases of 2025 and 2026 write them. */
class BenchmarkFilesTest {

  @TempDir private Path folder;

  static Path sample(String name) {
    try {
      return Path.of(Objects.requireNonNull(BenchmarkFilesTest.class.getResource(name)).toURI());
    } catch (URISyntaxException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static List<TruthRow> read(String name) {
    return BenchmarkFiles.read(sample(name), Map.of());
  }

  private static void holds(TruthRow row, String column, String value) {
    assertEquals(value, row.text(column), column + " of " + row);
  }

  @Test
  void aFolderOfRunsOfVllmIsReadFileByFile() {
    List<TruthRow> rows = read("vllm");
    assertEquals(3, rows.size());
    TruthRow row = rows.get(2);
    holds(row, "id", "c64.json#3");
    holds(row, "model", "openai/gpt-oss-120b");
    holds(row, "concurrency", "64");
    holds(row, "requests", "640");
    holds(row, "isl", "922");
    holds(row, "lengths", "fixed");
    holds(row, "tp", "2");
    holds(row, "ttft_ms", "177.91");
    holds(row, "tpot_ms", "14.4218");
  }

  @Test
  void linesOfSglangTellServerAndLengths() {
    List<TruthRow> rows = read("sglang.jsonl");
    assertEquals(2, rows.size());
    TruthRow row = rows.get(1);
    holds(row, "concurrency", "8");
    holds(row, "tp", "2");
    holds(row, "engine_version", "0.5.9");
    holds(row, "lengths", "uniform");
    holds(row, "isl", "1024");
    holds(row, "ttft_ms", "67.9232");
  }

  @Test
  void anExportOfAiperfIsOnePoint() {
    TruthRow row = read("profile_export_aiperf.json").get(0);
    holds(row, "concurrency", "8");
    holds(row, "requests", "80");
    holds(row, "osl", "922");
    holds(row, "tpot_ms", "5.95439");
  }

  @Test
  void aReportOfGuidellmIsOnePointForEachRate() {
    List<TruthRow> rows = read("guidellm.json");
    assertEquals(2, rows.size());
    holds(rows.get(1), "concurrency", "32");
    holds(rows.get(1), "ttft_ms", "126.489");
    holds(rows.get(1), "tpot_ms", "10.629");
    holds(rows.get(1), "requests", "320");
  }

  @Test
  void resultsOfInferencexSayWhatWasDeployed() {
    List<TruthRow> rows = read("inferencex.json");
    assertEquals(5, rows.size());
    holds(rows.get(0), "system", "h200_sxm");
    holds(rows.get(0), "backend", "vllm");
    holds(rows.get(0), "precision", "fp4");
    holds(rows.get(0), "moe_tp", "2");
    holds(rows.get(0), "lengths", "uniform");
    assertEquals(63.8158, Double.parseDouble(rows.get(0).text("ttft_ms")), 1e-6);
  }

  @Test
  void aTableIsReadByItsColumns() throws IOException {
    Path table = folder.resolve("points.csv");
    Files.writeString(table, "concurrency,isl,osl,ttft_ms,tpot_ms\n8,1000,100,50,6\n");
    TruthRow row = BenchmarkFiles.read(table, Map.of("tp", "4", "isl", "1")).get(0);
    holds(row, "tp", "4");
    holds(row, "isl", "1000");
    holds(row, "id", "points.csv#1");
  }

  @Test
  void whatIsKnownOfTheModelCountsMoreThanWhatAServerCallsIt() {
    TruthRow row = BenchmarkFiles.read(sample("vllm"), Map.of("model", "mine")).get(0);
    holds(row, "model", "mine");
  }

  @Test
  void unknownFieldsNameTheClientsThatAreKnown() throws IOException {
    Path file = folder.resolve("other.json");
    Files.writeString(file, "{\"latency\": 3}");
    String message =
        assertThrows(InvalidValueException.class, () -> BenchmarkFiles.read(file, Map.of()))
            .getMessage();
    assertTrue(message.contains("GuideLLM"), message);
    Files.writeString(file, "{\"latency\": ");
    assertThrows(InvalidValueException.class, () -> BenchmarkFiles.read(file, Map.of()));
    Path nothing = folder.resolve("nothing");
    Files.createDirectory(nothing);
    assertThrows(InvalidValueException.class, () -> BenchmarkFiles.read(nothing, Map.of()));
  }
}

package io.servelab.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.servelab.hardware.DataHome;
import io.servelab.model.Models;
import io.servelab.perf.Databases;
import io.servelab.perf.RuleSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Replays whole searches of the reference release: the same rows in the same order, and the same
 * numbers within the rounding of the reference.
 *
 * <p>Source: {@code src/test/resources/reference}.
 */
class SearchReplayTest {

  private static final double RELATIVE = 1e-6;
  private static final double ROUNDED = 0.0005;

  @TempDir static Path folder;

  private static Path answers;

  @BeforeAll
  static void search() {
    answers = folder.resolve("answers");
    Path requests = ReferenceAnswers.copy("searches.csv.gz", folder);
    Databases databases = new Databases(DataHome.locate(Optional.empty()));
    new SearchQueries(databases, new Models(), RuleSet.REFERENCE).run(requests.toString(), answers);
  }

  @Test
  void aggregatedDeploymentsAreTheSameInTheSameOrder() throws IOException {
    assertSame("search_rows_agg.csv.gz", "rows_agg.csv");
  }

  @Test
  void separatePoolsAreTheSameInTheSameOrder() throws IOException {
    assertSame("search_rows_disagg.csv.gz", "rows_disagg.csv");
  }

  @Test
  void summariesAgree() throws IOException {
    List<Map<String, String>> expected = resource("searches.csv.gz");
    List<Map<String, String>> actual = read(Files.newInputStream(answers.resolve("searches.csv")));
    assertEquals(expected.size(), actual.size());
    for (int line = 0; line < expected.size(); line++) {
      for (String column :
          List.of(
              "id",
              "experiment",
              "serving_mode",
              "backend",
              "rows",
              "pareto_rows",
              "top_rows",
              "best_tokens_s_gpu",
              "chosen",
              "error")) {
        assertCell(expected.get(line), actual.get(line), column);
      }
    }
  }

  private static void assertSame(String reference, String own) throws IOException {
    List<Map<String, String>> expected = resource(reference);
    List<Map<String, String>> actual = read(Files.newInputStream(answers.resolve(own)));
    assertEquals(expected.size(), actual.size(), "rows");
    for (int row = 0; row < expected.size(); row++) {
      for (String column : expected.get(row).keySet()) {
        assertCell(expected.get(row), actual.get(row), column);
      }
    }
  }

  private static void assertCell(
      Map<String, String> expected, Map<String, String> actual, String column) {
    String theirs = expected.get(column);
    String ours = actual.get(column);
    if (theirs.equals(ours)) {
      return;
    }
    String where = expected.get("id") + " " + expected.get("kind") + " " + expected.get("rank");
    double gap = ReferenceAnswers.difference(theirs, ours);
    boolean close =
        gap <= RELATIVE
            || (Double.isFinite(gap)
                && Math.abs(Double.parseDouble(theirs) - Double.parseDouble(ours)) <= ROUNDED);
    assertTrue(close, where + " " + column + ": " + theirs + " became " + ours);
  }

  private static List<Map<String, String>> resource(String name) throws IOException {
    return read(
        new GZIPInputStream(SearchReplayTest.class.getResourceAsStream("/reference/" + name)));
  }

  private static List<Map<String, String>> read(InputStream input) throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    try (MappingIterator<Map<String, String>> lines =
        new CsvMapper()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(input)) {
      lines.forEachRemaining(rows::add);
    }
    return rows;
  }
}

package io.servelab.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.InvalidValueException;
import io.servelab.hardware.DataHome;
import io.servelab.model.Models;
import io.servelab.perf.Databases;
import io.servelab.perf.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchQueriesTest {

  private static final String USUAL =
      "\"model\": \"Qwen/Qwen3-0.6B\", \"system\": \"h200_sxm\", \"isl\": 500, \"osl\": 50";

  private static final Databases DATABASES = new Databases(DataHome.locate(Optional.empty()));

  @TempDir Path folder;

  private List<String> lines(String... requests) throws IOException {
    Path file = folder.resolve("requests.jsonl");
    Files.write(file, List.of(requests));
    Path answers = folder.resolve("answers");
    new SearchQueries(DATABASES, new Models(), RuleSet.REFERENCE).run(file.toString(), answers);
    List<String> all = Files.readAllLines(answers.resolve("searches.csv"));
    return all.subList(1, all.size());
  }

  private static String request(String id, String more) {
    return "{\"id\": \"" + id + "\", " + USUAL + more + "}";
  }

  private void assertRefused(String request, String code, String message) throws IOException {
    List<String> lines = lines(request);
    assertEquals(1, lines.size());
    assertTrue(lines.get(0).contains("," + code + ","), lines.get(0));
    assertTrue(lines.get(0).contains(message), lines.get(0));
  }

  @Test
  void everyRequestHasItsLinesInOrder() throws IOException {
    List<String> lines =
        lines(request("one", ", \"total_gpus\": 2"), "not JSON", request("two", ", \"gpus\": 1"));
    assertEquals(
        List.of("one", "one", "", "two"), lines.stream().map(SearchTable::firstCell).toList());
  }

  @Test
  void unknownKeysOfferTheNearestOnes() throws IOException {
    assertRefused(request("a", ", \"total_gpus\": 1, \"topn\": 3"), "TypeError", "top_n");
  }

  @Test
  void missingKeysAreNamed() throws IOException {
    assertRefused(request("a", ""), "TypeError", "A search needs total_gpus.");
  }

  /** The reference release leaves the program there. */
  @Test
  void poolsApartNeedTwoGpus() throws IOException {
    assertRefused(
        request("a", ", \"gpus\": 1, \"serving_mode\": \"disagg\""),
        "SystemExit",
        "prefill and decode apart need at least two");
  }

  @Test
  void unknownNamesOfferTheNearestOnes() throws IOException {
    assertRefused(
        "{\"id\": \"a\", \"model\": \"Qwen/Qwen3-0.6B\", \"system\": \"h201_sxm\", \"gpus\": 1}",
        "SystemExit",
        "h200_sxm");
    assertRefused(request("a", ", \"gpus\": 1, \"backend\": \"vlm\""), "SystemExit", "vllm");
  }

  @Test
  void aPromptThatIsWhollyCachedIsRefusedByEachKindOfDeployment() throws IOException {
    List<String> lines = lines(request("a", ", \"gpus\": 2, \"prefix\": 500"));
    assertEquals(2, lines.size());
    assertTrue(lines.get(0).contains(",agg,agg,") && lines.get(0).contains("RuntimeError"));
    assertTrue(lines.get(1).contains(",disagg,disagg,"));
  }

  @Test
  void allEnginesAreComparedWhereNoneIsNamed() throws IOException {
    List<String> lines = lines(request("a", ", \"gpus\": 1, \"backend\": \"auto\""));
    assertEquals(4, lines.size());
    assertTrue(lines.get(0).contains(",agg_trtllm,"));
    assertTrue(lines.get(3).contains(",agg,agg,auto,"));
  }

  @Test
  void aKindOfDeploymentCanBeLeftOut() throws IOException {
    List<String> lines = lines(request("a", ", \"gpus\": 2, \"serving_mode\": \"disagg\""));
    assertEquals(1, lines.size());
    assertTrue(lines.get(0).contains(",disagg,disagg,"));
  }

  @Test
  void unreadableRequestsLeaveNothingBehind() throws IOException {
    Path answers = folder.resolve("answers");
    SearchQueries queries = new SearchQueries(DATABASES, new Models(), RuleSet.REFERENCE);
    assertThrows(
        InvalidValueException.class,
        () -> queries.run(folder.resolve("absent.jsonl").toString(), answers));
    assertFalse(Files.exists(answers));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(0, left.count());
    }
  }
}

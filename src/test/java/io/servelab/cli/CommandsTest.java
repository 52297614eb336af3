package io.servelab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands print, write and end with. */
class CommandsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TWO_EXPERIMENTS =
      """
      exps: [wrong, small]
      wrong: {model_path: Qwen/Qwen3-32B-FP8, system_name: h200_sxm, total_gpus: 4, islle: 3}
      small: {model_path: Qwen/Qwen3-32B-FP8, system_name: h200_sxm, total_gpus: 4, osl: 500}
      """;

  @TempDir Path folder;

  private static CommandRun asked(String command, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of(command, "--model", "Qwen/Qwen3-32B-FP8", "--system", "h200_sxm"));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private static void assertSays(String text, String... parts) {
    for (String part : parts) {
      assertTrue(text.contains(part), "expected '" + part + "' in: " + text);
    }
  }

  private Path experiments() throws IOException {
    return Files.writeString(folder.resolve("experiments.yaml"), TWO_EXPERIMENTS);
  }

  @Test
  void anExperimentThatFailsStopsNoOther() throws IOException {
    CommandRun run = CommandRun.of("exp", experiments().toString());
    assertEquals(0, run.code(), run.err());
    assertSays(run.out(), "Best of 2: small.", "wrong: Unknown field", "'islle'", "isl");
  }

  @Test
  void anExperimentThatMissesItsTargetIsNotTheBest() {
    // Of these three, vllm has the most throughput, but at 90 ms for a token where 16.7 are
    // allowed.
    String engines = "src/test/resources/studies/engines.yaml";
    CommandRun run = CommandRun.of("exp", engines, "--rules", "reference", "--csv");
    assertSays(run.out(), "vllm,agg,vllm,tp1 bs96 ctx4000,1.0,598.942,89.687");
    run = CommandRun.of("exp", engines, "--rules", "reference", "--quiet");
    assertSays(run.out(), "Best of 3: trtllm.");
  }

  @Test
  void experimentsWithoutAnyAnswerEndWithOne() throws IOException {
    Path file = Files.writeString(folder.resolve("a.yaml"), "a: {islle: 3}\n");
    assertEquals(1, CommandRun.of("exp", file.toString(), "--quiet").code());
  }

  @Test
  void aFolderOfExperimentsRunsAgain() throws IOException {
    Path saved = folder.resolve("saved");
    CommandRun run =
        CommandRun.of("exp", experiments().toString(), "--save-dir", saved.toString(), "--json");
    JsonNode answer = JSON.readTree(run.out());
    assertEquals("small", answer.path("best").asText());
    assertFalse(answer.path("experiments").path("wrong").path("error").asText().isEmpty());
    try (Stream<Path> files = Files.list(saved)) {
      assertEquals(
          List.of("comparison.csv", "experiment-small", "experiments.yaml", "report.txt"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
    JsonNode again = JSON.readTree(CommandRun.of("exp", saved.toString(), "--json").out());
    assertEquals(answer.path("experiments").path("small"), again.path("experiments").path("small"));
    Path one = saved.resolve("experiment-small");
    assertSays(CommandRun.of("search", "--study", one.toString(), "--quiet").out(), "Best: agg");
    CommandRun refused =
        CommandRun.of("exp", experiments().toString(), "--save-dir", saved.toString());
    assertEquals(2, refused.code());
    assertSays(refused.err(), "it is not empty", "--overwrite");
  }

  @Test
  void allEnginesAreComparedAndTheBestIsNamed() {
    CommandRun run = asked("search", "--gpus", "4", "--backend", "any", "--price", "h200_sxm=3.2");
    assertEquals(0, run.code(), run.err());
    assertSays(run.out(), "trtllm 1.3.0rc20, sglang 0.5.14, vllm 0.24.0", "with ", "cost");
    assertFalse(run.out().contains("\u001B"), "no colours without a terminal");
    assertTrue(run.out().lines().count() <= 40, run.out());
  }

  @Test
  void aBoundThatNothingMeetsTellsWhatComesNearest() {
    CommandRun run = asked("search", "--gpus", "4", "--require", "request_latency<=1000");
    assertEquals(1, run.code());
    assertSays(run.out(), "request_latency_ms <= 1000", "Nearest: tp4");
    assertSays(run.err(), "--advise");
  }

  @Test
  void whereNothingMeetsTheTargetsTheNearestIsNamedWithWhatItMisses() throws IOException {
    CommandRun run = asked("search", "--gpus", "8", "--ttft", "10", "--json");
    JsonNode answer = JSON.readTree(run.out());
    assertFalse(answer.path("meets_targets").asBoolean());
    assertEquals("agg", answer.path("chosen").asText(), "disagg needs several times as long");
    assertSays(
        answer.path("verdict").asText(),
        "Nothing found meets the targets. Nearest: agg",
        "It misses TTFT ≤ 10 ms with ");
    assertFalse(answer.path("verdict").asText().contains(" x disagg"));
  }

  @Test
  void requestsLongerThanTheContextAreNotedAndNotSimulated() throws IOException {
    CommandRun run = asked("search", "--gpus", "8", "--isl", "200000", "--ttft", "1e6", "--json");
    JsonNode answer = JSON.readTree(run.out());
    assertSays(answer.path("notes").toString(), "201000 tokens", "40960 tokens", "not");
    assertTrue(answer.path("agg").path("top").path(0).path("simulated").isMissingNode());
  }

  @Test
  void aResultInJsonTellsWhatIsSimulatedAndWhatIsUnknown() throws IOException {
    JsonNode answer = JSON.readTree(asked("search", "--gpus", "8", "--json").out());
    assertTrue(answer.path("meets_targets").asBoolean());
    JsonNode best = answer.path("agg").path("top").path(0);
    JsonNode ttft = best.path("simulated").path("ttft_ms");
    assertTrue(ttft.path("low").asDouble() < ttft.path("mean").asDouble());
    assertTrue(ttft.path("mean").asDouble() < ttft.path("high").asDouble());
    assertTrue(best.path("simulated").path("cluster_tokens_s_gpu").asDouble() > 0);
    assertTrue(best.path("meets_targets").asBoolean());
    assertTrue(best.path("power_w").isNull(), "these tables hold no power");
  }

  @Test
  void theSmallestChangeIsFoundByAsking() {
    CommandRun run =
        asked(
            "search",
            "--gpus",
            "4",
            "--serving-mode",
            "agg",
            "--tpot",
            "3",
            "--advise",
            "--rules",
            "servelab");
    assertSays(run.err(), "tpot", "factor");
  }

  @Test
  void aMetricOrBoundThatIsNoneIsRefused() {
    assertSays(asked("search", "--gpus", "4", "--require", "powr<=1").err(), "'powr'", "power_w");
    assertSays(asked("search", "--gpus", "4", "--require", "power_w=1").err(), "<= or >=");
    assertSays(asked("search", "--gpus", "4", "--objective", "latency").err(), "latency_ms");
    assertSays(
        asked("search", "--gpus", "4", "--objective", "cost_per_million_tokens").err(), "prices");
    assertSays(asked("search", "--gpus", "4", "--price", "h200_sxm=cheap").err(), "cheap");
  }

  @Test
  void aLoadIsServedByTheFewestGpus() throws IOException {
    CommandRun run = asked("recommend", "--target-rate", "20", "--tpot", "25", "--json");
    assertEquals(0, run.code(), run.err());
    JsonNode load = JSON.readTree(run.out()).path("load");
    assertEquals(100, load.path("load_served_pct").asDouble());
    assertEquals(16, load.path("total_gpus_needed").asInt());
    CommandRun capped =
        asked("recommend", "--target-rate", "20", "--tpot", "25", "--max-gpus", "8", "--quiet");
    assertSays(capped.out(), "8 GPUs serve 50.0 % of 20.0 requests/s");
  }

  @Test
  void aRecommendationNeedsOneLoad() {
    assertSays(asked("recommend").err(), "--target-rate");
    CommandRun both = asked("recommend", "--target-rate", "1", "--target-concurrency", "1");
    assertEquals(2, both.code());
    assertEquals(2, asked("recommend", "--target-rate", "-1").code());
  }

  @Test
  void oneDeploymentIsEstimated() {
    // aiconfigurator 0.12.0: 263.5028750661528 ms, 8.807289726154398 ms, 426.9036442861187
    // tokens/s/GPU
    String[] fixed = {
      "--tp",
      "4",
      "--bs",
      "16",
      "--isl",
      "4000",
      "--osl",
      "500",
      "--prefix",
      "500",
      "--rules",
      "reference"
    };
    assertEquals(
        "TTFT 263.5 ms, TPOT 8.81 ms, 426.9 tokens/s/GPU.\n",
        asked("estimate", concat(fixed, "--quiet")).out());
    assertSays(asked("estimate", concat(fixed, "--detail")).out(), "silicon", "context_attention");
    assertSays(
        asked("estimate", "--osl", "8").out(),
        "not given: isl 1024, batch_size 128, backend trtllm, version 1.3.0rc20\n");
    assertSays(asked("estimate", "--set", "tp_sze=4").err(), "'tp_sze'", "tp_size");
  }

  private static String[] concat(String[] first, String more) {
    return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void aSettingTellsWhoSetIt() throws IOException {
    CommandRun why =
        asked("config", "--set", "decode.max_batch_size=64", "--why", "decode.max_batch_size");
    assertEquals(
        "decode.max_batch_size = 64 requests, set by user; overrode disagg: 512\n", why.out());
    assertSays(asked("config", "--why", "decode.max_batch").err(), "decode.max_batch_size");
    Path study = folder.resolve("study.yaml");
    Files.writeString(study, asked("config", "--gpus", "4", "--yaml").out());
    assertSays(
        asked("config", "--gpus", "8", "--diff", study.toString(), "--csv").out(),
        "gpus,8 (user),4 (user)");
    assertSays(asked("config", "--layers").out(), "base", "disagg", "final");
  }

  @Test
  void theDoctorFindsJavaAndTables() throws IOException {
    CommandRun run = CommandRun.of("doctor", "--json");
    assertEquals(0, run.code());
    JsonNode found = JSON.readTree(run.out());
    assertEquals("ok", found.path("Java").path("state").asText());
    assertSays(found.path("measured tables").path("found").asText(), "h200_sxm");
    CommandRun lost = CommandRun.of("doctor", "--data", folder.toString());
    assertEquals(1, lost.code());
    assertSays(lost.out(), "missing", "data folder", "SERVELAB_DATA");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"search", "exp", "recommend", "estimate", "config", "doctor", "op", "accuracy"})
  void helpFitsALineAndATypoOffersTheOption(String command) {
    CommandRun help = CommandRun.of(command, "--help");
    assertEquals(0, help.code());
    assertTrue(help.out().lines().allMatch(line -> line.length() <= 100), help.out());
    CommandRun typo = CommandRun.of(command, "--hlp");
    assertEquals(2, typo.code());
    assertSays(typo.err(), "'--hlp'", "--help");
  }

  @Test
  void theShellCompletesWhatWeHave() {
    assertSays(CommandRun.of("generate-completion").out(), "--target-concurrency", "recommend");
  }
}

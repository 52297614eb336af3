package io.servelab;

import static io.servelab.ServeLab.isl;
import static io.servelab.ServeLab.osl;
import static io.servelab.ServeLab.tpot;
import static io.servelab.ServeLab.ttft;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.InvalidValueException;
import io.servelab.error.UnknownNameException;
import io.servelab.study.ConfigKeys;
import io.servelab.study.ConfigLayer;
import io.servelab.study.Explanation;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.Row;

class EngineSettingsTest {

  private static final Study STUDY =
      ServeLab.study("Qwen/Qwen3-8B")
          .on("h200_sxm", 8)
          .backend("vllm")
          .workload(isl(4000), osl(100))
          .sla(ttft(3000), tpot(30));

  private static String shown(Study study, String key, String column) {
    for (Row row : study.config().engine().table()) {
      if (row.getString("key").equals(key)) {
        return row.getString(column);
      }
    }
    throw new AssertionError("no row for " + key);
  }

  /** Mean TTFT and TPOT of 32 clients. */
  private static List<Double> latencies(Study study) {
    return latencies(study, "agg", 32);
  }

  private static List<Double> latencies(Study study, String mode, int clients) {
    var forecast = study.search().best(mode).serve().clients(clients).forecast();
    return List.of(forecast.ttftMs(), forecast.tpotMs());
  }

  @Test
  void everyKeyOfTheSectionHasARow() {
    List<String> keys =
        ConfigKeys.standard().names().stream().filter(name -> name.startsWith("engine.")).toList();
    assertEquals(keys, STUDY.config().engine().table().stringColumn("key").asList());
  }

  @Test
  void whatNobodySetComesFromThePresetOfTheEngine() {
    assertEquals("8192", shown(STUDY, "engine.pass_tokens", "value"));
    assertTrue(
        shown(STUDY, "engine.pass_tokens", "source").startsWith("preset default of vllm"),
        "vllm has one preset");
    Explanation why = STUDY.config().why("engine.pass_tokens");
    assertEquals("8192", why.value().orElseThrow());
    assertTrue(why.toString().contains("max_num_batched_tokens"), why.toString());
  }

  @Test
  void hostTimesFollowTheVersionThatAnswers() {
    // The open entry, for versions that nobody stated, is 0.0370.
    Study sglang = STUDY.backend("sglang");
    assertEquals("0.0171", shown(sglang, "engine.host_decode", "value"));
    assertTrue(
        shown(sglang, "engine.host_decode", "source").startsWith("hosts of sglang from 0.5.5"));
  }

  @Test
  void aLayerOverridesThePresetAndSaysSo() {
    Study tuned =
        STUDY.with(ConfigLayer.of("our servers", Map.of("engine", Map.of("pass_tokens", 2048))));
    assertEquals("2048", shown(tuned, "engine.pass_tokens", "value"));
    assertEquals("our servers", shown(tuned, "engine.pass_tokens", "source"));
    assertEquals(
        "engine.pass_tokens = 2048 tokens, set by our servers",
        tuned.config().why("engine.pass_tokens").toString());
    assertEquals(
        "preset default of vllm",
        shown(tuned, "engine.max_sequences", "source").replaceFirst(":.*", ""));
  }

  @Test
  void everyEngineOfAComparisonHasItsRows() {
    assertEquals(
        3 * STUDY.config().engine().table().rowCount(),
        STUDY.backend("auto").config().engine().table().rowCount());
  }

  static Stream<Map<String, Object>> slower() {
    return Stream.of(
        Map.of("engine.pass_tokens", 512),
        Map.of("engine.max_sequences", 8),
        Map.of("engine.poll_passes", 50),
        Map.of("engine.host_request", 400),
        Map.of("engine.host_prefill", 4));
  }

  @ParameterizedTest
  @MethodSource("slower")
  void whatDelaysPromptsDelaysTheFirstToken(Map<String, Object> setting) {
    Study tuned = STUDY.with(ConfigLayer.of("slower", setting));
    assertTrue(latencies(tuned).get(0) > 1.05 * latencies(STUDY).get(0), setting.toString());
  }

  @Test
  void whatDelaysDecodeDelaysLaterTokens() {
    assertTrue(decodeMs(STUDY.with("engine.host_decode", 0.1)) > decodeMs(STUDY) + 2.5);
    assertTrue(decodeMs(STUDY.with("engine.graph_batches", List.of(1024))) > decodeMs(STUDY) + 1);
    assertEquals(decodeMs(STUDY), decodeMs(STUDY.with("engine.graph_batches", List.of(1))));
  }

  private static double decodeMs(Study study) {
    return latencies(study, "agg", 1).get(1);
  }

  @Test
  void promptsThatComeFirstAreAnsweredSoonerAndDelayLaterTokens() {
    List<Double> beside = latencies(STUDY);
    List<Double> first = latencies(STUDY.with("engine.prompts", "first"));
    assertTrue(first.get(0) < beside.get(0) && first.get(1) > beside.get(1));
  }

  @Test
  void theCacheAdmitsAsItIsTold() {
    Study tight = STUDY.with("kv_memory_fraction", 0.05);
    assertTrue(latencies(tight.with("engine.reserved_output", 1)).get(0) > latencies(tight).get(0));
    assertEquals(
        "256", shown(tight.with("engine.block_tokens", 256), "engine.block_tokens", "value"));
  }

  @Test
  void separatePoolsHandOverAsTheyAreTold() {
    double shipped = latencies(STUDY, "disagg", 1).get(0);
    Study slower = STUDY.with("engine.hand_over_fixed", 280);
    assertEquals(shipped + 200, latencies(slower, "disagg", 1).get(0), 0.01);
  }

  @Test
  void simulatedFinalistsOfASearchFeelIt() {
    Study tuned = STUDY.with("engine.host_prefill", 4);
    assertEquals(
        STUDY.search().best().ttftMs(),
        tuned.search().best().ttftMs(),
        "closed forms know no host model");
    double shipped = firstTokenMs(STUDY);
    assertTrue(firstTokenMs(tuned) > 1.05 * shipped);
  }

  private static double firstTokenMs(Study study) {
    var result = study.search();
    return result.rows().forecasts().of(result.best("agg").rows()).orElseThrow().ttftMs();
  }

  @ParameterizedTest
  @CsvSource({
    "engine.pass_token, 1, Did you mean engine.pass_tokens",
    "engine.preset, fastest, benchmark",
    "engine.prompts, fused, chunked"
  })
  void wrongNamesAreAnsweredWithTheNearest(String key, String value, String nearest) {
    UnknownNameException refused =
        assertThrows(UnknownNameException.class, () -> STUDY.with(key, value));
    assertTrue(refused.getMessage().contains(nearest), refused.getMessage());
  }

  @Test
  void valuesOutOfRangeAreRefusedWhereTheyAreSet() {
    assertRefused("engine.pass_tokens = 0", () -> STUDY.with("engine.pass_tokens", 0));
    assertRefused("at most 1", () -> STUDY.with("engine.reserved_output", 1.5));
    assertRefused("engine.host_decode = -1", () -> STUDY.with("engine.host_decode", -1));
  }

  private static void assertRefused(String part, Executable action) {
    String message = assertThrows(InvalidValueException.class, action).getMessage();
    assertTrue(message.contains(part), message);
  }
}

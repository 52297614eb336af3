package io.servelab.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.servelab.error.ServeLabException;
import io.servelab.hardware.DataHome;
import io.servelab.model.Models;
import io.servelab.perf.Databases;
import io.servelab.perf.RuleSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A-nodes and F-nodes against answers of aiconfigurator 0.12.0 for DeepSeek-V3 with SGLang on H200,
 * isl 4000, osl 500, two nodes of each; cells that it rounds to three decimals, memory to two.
 */
class AfdEstimateTest {

  private static final Databases DATABASES = new Databases(DataHome.locate(Optional.empty()));
  private static final Models MODELS = new Models();

  private static Map<String, Object> answer(RuleSet rules, Map<String, Object> changes) {
    Map<String, Object> request =
        new HashMap<>(
            Map.of(
                "model",
                "deepseek-ai/DeepSeek-V3",
                "system",
                "h200_sxm",
                "backend",
                "sglang",
                "mode",
                "afd",
                "isl",
                4000,
                "osl",
                500,
                "n_a_nodes",
                2,
                "n_f_nodes",
                2,
                "afd_combined_with_pd",
                false));
    request.putAll(changes);
    return new EstimateQueries(DATABASES, MODELS, rules).answer(request);
  }

  private static double number(Map<String, Object> answer, String column) {
    return ((Number) answer.get(column)).doubleValue();
  }

  @ParameterizedTest
  @CsvSource({
    "pipeline_model, optimistic, 318.457, 6431.02, 0.534, 1.737, 0.045, 32, 36.43, 45.45, true",
    "pipeline_model, conservative, 322.513, 6350.14, 0.534, 1.737, 0.045, 32, 36.43, 45.45, false",
    "num_microbatches, 2, 285.514, 7173.02, 0.718, 2.306, 0.057, 32, 36.28, 45.69, false",
    "comm_overhead_factor, 40, 482.436, 4245.12, 0.534, 1.737, 1.783, 32, 36.43, 45.45, false",
    "n_f_nodes, 4, 333.891, 6133.74, 0.534, 1.821, 0.042, 48, 36.43, 25.36, true",
    "f_moe_ep_size, 16, 320.626, 6387.50, 0.539, 1.749, 0.045, 32, 36.43, 45.14, true",
    "a_tp_size, 8, 101.776, 2515.34, 0.437, 0.554, 0.045, 32, 27.58, 45.08, true",
    "afd_boundary_on_attn, false, 321.196, 6376.17, 0.522, 1.752, 0.045, 32, 34.70, 45.56, true"
  })
  void decodeIsThatOfTheReference(
      String key,
      String value,
      double tpotMs,
      double tokensPerS,
      double attentionMs,
      double ffnMs,
      double transferMs,
      int gpus,
      double attentionGib,
      double ffnGib,
      boolean hidden) {
    Map<String, Object> answer = answer(RuleSet.REFERENCE, Map.of(key, parsed(value)));
    JsonNode row = (JsonNode) answer.get("row");
    assertEquals(tpotMs, number(answer, "tpot"), 1e-3);
    assertEquals(tokensPerS, number(answer, "tokens_s"), 0.02);
    assertEquals(attentionMs, row.get("t_a_layer").asDouble(), 5.1e-4);
    assertEquals(ffnMs, row.get("t_f_layer").asDouble(), 5.1e-4);
    assertEquals(transferMs, row.get("t_c_layer").asDouble(), 5.1e-4);
    assertEquals(gpus, number(answer, "num_total_gpus"));
    assertEquals(attentionGib, row.get("(a)memory").asDouble(), 5.1e-3);
    assertEquals(ffnGib, row.get("(f)memory").asDouble(), 5.1e-3);
    assertEquals(hidden, row.get("comm_hidden").asBoolean());
  }

  private static Object parsed(String value) {
    if (value.matches("[0-9]+")) {
      return Integer.valueOf(value);
    }
    return value.equals("false") ? (Object) false : value;
  }

  @Test
  void everyDecodeStepIsAPipelineOfItsOwn() {
    // Attention grows past the experts while tokens are decoded, so the mean of the busier side is
    // longer than the busier mean; transfers are hidden in the longer steps only.
    Map<String, Object> answer =
        answer(
            RuleSet.REFERENCE, Map.of("n_a_nodes", 1, "n_f_nodes", 1, "comm_overhead_factor", 12));
    assertEquals(127.354, number(answer, "tpot"), 1e-3);
  }

  @Test
  void prefillIsThatOfTheReference() {
    Map<String, Object> asked = new HashMap<>(Map.of("afd_phase", "prefill", "a_batch_size", 4));
    assertEquals(1314.543, number(answer(RuleSet.REFERENCE, asked), "ttft"), 2e-3);
    asked.put("pipeline_model", "conservative");
    assertEquals(1454.584, number(answer(RuleSet.REFERENCE, asked), "ttft"), 2e-3);
    asked.putAll(
        Map.of("pipeline_model", "optimistic", "num_microbatches", 4, "comm_overhead_factor", 10));
    assertEquals(1386.799, number(answer(RuleSet.REFERENCE, asked), "ttft"), 5e-3);
  }

  @Test
  void anOrdinaryPrefillWorkerBringsItsGpusAndItsRate() {
    Map<String, Object> answer =
        answer(
            RuleSet.REFERENCE,
            Map.of(
                "afd_combined_with_pd", true,
                "tp_size", 8,
                "moe_tp_size", 1,
                "moe_ep_size", 8,
                "batch_size", 4));
    assertEquals(719.665, number(answer, "ttft"), 1e-3);
    assertEquals(2779.07, number(answer, "tokens_s"), 0.02);
    assertEquals(40, number(answer, "num_total_gpus"));
  }

  @Test
  void nodesThatRunBothPhasesShareTheirTimeUnlessTheReferenceAnswers() {
    Map<String, Object> both = Map.of("afd_phase", "both", "a_batch_size", 4);
    Map<String, Object> reference = answer(RuleSet.REFERENCE, both);
    assertEquals(1314.543, number(reference, "ttft"), 2e-3);
    assertEquals(82.628, number(reference, "tpot"), 1e-3);
    assertEquals(1.549, number(reference, "seq_s"), 1e-3);
    Map<String, Object> own = answer(RuleSet.SERVELAB, both);
    assertEquals(64_000 / number(own, "request_latency"), number(own, "seq_s"), 1e-9);
  }

  @Test
  void attentionSumsOverItsRanksUnlessTheReferenceAnswers() {
    Map<String, Object> wide = Map.of("a_tp_size", 8);
    double reference = attentionMs(answer(RuleSet.REFERENCE, wide));
    assertTrue(attentionMs(answer(RuleSet.SERVELAB, wide)) > reference);
  }

  private static double attentionMs(Map<String, Object> answer) {
    return ((JsonNode) answer.get("row")).get("t_a_layer").asDouble();
  }

  @Test
  void whatCannotBeAnsweredSaysWhy() {
    assertRefused(Map.of("n_a_nodes", 0), "n_a_nodes");
    assertRefused(Map.of("a_batch_size", 1024), "OOM", "a_tp_size");
    assertRefused(
        Map.of("afd_phase", "both", "afd_combined_with_pd", true), "afd_combined_with_pd");
    assertRefused(Map.of("afd_phase", "decod"), "decode");
    assertRefused(Map.of("model", "Qwen/Qwen3-32B", "f_moe_ep_size", 2), "dense");
    assertRefused(Map.of("model", "Qwen/Qwen3.5-27B", "n_f_nodes", 1), "neither attention nor");
  }

  private static void assertRefused(Map<String, Object> changes, String... parts) {
    String message =
        assertThrows(ServeLabException.class, () -> answer(RuleSet.SERVELAB, changes)).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }
}

package io.servelab.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.InvalidValueException;
import io.servelab.error.ServeLabException;
import io.servelab.error.UnknownNameException;
import io.servelab.hardware.ServingEngine;
import io.servelab.search.ServingMode;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dense-blackwell", "dense-formats", "moe-nvfp4", "deepseek-sglang", "deepseek-wide",
        "deepseek-mixed-widths", "engines", "mixed-systems", "data-modes", "request-latency",
        "vision-encoders", "nested-0.4.0"
      })
  void samplesAreStudiesThatReadBackTheSame(String name) throws URISyntaxException {
    for (Experiment experiment : sample(name).experiments()) {
      for (StudyConfig study : experiment.study().perBackend()) {
        StudyConfig again = StudyConfig.parse(study.toYaml());
        assertEquals(study, again);
        assertEquals(study.resolve(), again.resolve());
      }
    }
  }

  @Test
  void experimentsComeInTheListedOrder() {
    Experiments read = Experiments.parse("exps: [b, a]\na: {isl: 1}\nb: {isl: 2}\nc: {isl: 3}\n");
    assertEquals(List.of("b", "a"), read.experiments().stream().map(Experiment::name).toList());
  }

  @Test
  void withoutAListAllExperimentsComeAsWritten() {
    Experiments read = Experiments.parse("b: {isl: 1}\na: {isl: 2}\n");
    assertEquals(List.of("b", "a"), read.experiments().stream().map(Experiment::name).toList());
  }

  @Test
  void anUnknownExperimentInTheListIsAnError() {
    assertMessage(
        assertThrows(
            UnknownNameException.class,
            () -> Experiments.parse("exps: [first, secnod]\nfirst: {isl: 1}\nsecond: {isl: 2}\n")),
        "line 1, column 15",
        "secnod",
        "Did you mean second");
  }

  @Test
  void oneFailingExperimentDoesNotStopTheOthers() {
    Experiments read =
        Experiments.parse("a: {isl: 0}\nb: 7\nc: {tpott: 3}\nd: {model_path: Qwen/Qwen3-32B}\n");
    List<Experiment> all = read.experiments();
    assertMessage(all.get(0).failure().orElseThrow(), "isl = 0", "line 1, column 5");
    assertMessage(all.get(1).failure().orElseThrow(), "line 2, column 1");
    assertMessage(all.get(2).failure().orElseThrow(), "tpott", "tpot", "line 3");
    assertEquals("Qwen/Qwen3-32B", all.get(3).study().get("model").value());
    assertThrows(ServeLabException.class, () -> all.get(0).study());
  }

  @Test
  void flatFieldsBecomeSettings() throws URISyntaxException {
    StudySpec spec = sample("mixed-systems").experiments().get(1).study().resolve();
    assertEquals(List.of(ServingMode.DISAGGREGATED), spec.modes());
    assertEquals(new Machines("b200_sxm", "h200_sxm", Optional.empty(), 16), spec.machines());
    assertEquals(300, spec.goal().sla().ttftMs());
    assertEquals(500, spec.goal().request().osl());
    assertEquals(ServingEngine.TRTLLM, spec.engine().engine());
  }

  @Test
  void experimentsHaveTheTargetsOfTheReferenceUnlessTheyGiveSome() {
    StudyConfig study = Experiments.parse("a: {osl: 7}").experiments().get(0).study();
    StudyConfig reference = study.with("rules", "reference");
    assertEquals(1000.0, reference.get("ttft").value());
    assertEquals("experiment-targets", reference.get("tpot").layer());
    assertEquals(2000.0, study.get("ttft").value());
  }

  @Test
  void disaggregatedExperimentsNameTheRole() {
    assertMessage(
        failure("a: {serving_mode: disagg, model_path: Qwen/Qwen3-32B}"),
        "model_path",
        "prefill_model_path",
        "line 1");
  }

  @Test
  void bothRolesServeOneModel() {
    assertMessage(
        failure(
            """
            a:
              serving_mode: disagg
              prefill_model_path: Qwen/Qwen3-32B
              decode_model_path: Qwen/Qwen3-8B
            """),
        "line 4, column 3",
        "Qwen/Qwen3-8B",
        "prefill_model_path = Qwen/Qwen3-32B");
  }

  @Test
  void attentionAndFeedForwardLayersApartHaveFieldsOfTheirOwn() {
    StudyConfig study =
        Experiments.parse(
                """
                a:
                  serving_mode: afd
                  model_path: deepseek-ai/DeepSeek-V3
                  system_name: h200_sxm
                  total_gpus: 16
                  afd_n_a_nodes: 1
                  afd_tp_a_candidates: [2]
                  afd_combined_with_pd: false
                """)
            .experiments()
            .get(0)
            .study();
    assertTrue(StudySearch.asksForAfd(study));
    assertEquals(1L, study.get("afd.attention_nodes").value());
    assertEquals(List.of(2L), study.get("afd.attention_tp").value());
    assertEquals(false, study.get("afd.paired").value());
    assertMessage(failure("a: {afd_n_a_nodes: 2}"), "afd_n_a_nodes", "serving_mode afd");
  }

  @Test
  void whatTheLibraryLacksIsAnErrorAndWhatChangesNothingIsNot() {
    assertMessage(
        failure("a: {moe_backend: megamoe, afd_total_batch_size: 2}"),
        "moe_backend = megamoe",
        "afd_total_batch_size");
    Experiment harmless =
        Experiments.parse("a: {enable_eplb: false, enable_wideep: true, max_seq_len: null}")
            .experiments()
            .get(0);
    assertTrue(harmless.study().find("max_seq_len").isEmpty());
    assertMessage(harmless.notes().toString(), "enable_wideep");
  }

  @Test
  void separateEncodersNeedToBeAskedForAndToHaveImages() {
    String vision = "model_path: Qwen/Qwen3-VL-32B-Instruct, system_name: h200_sxm, total_gpus: 8";
    StudyConfig unasked = study("a: {" + vision + ", encoder_tp_candidates: [2]}");
    assertMessage(
        assertThrows(InvalidValueException.class, unasked::resolve), "encoder.tp", "separate");
    StudyConfig blind = study("a: {" + vision + ", enable_epd: true}");
    assertMessage(assertThrows(InvalidValueException.class, blind::resolve), "image_height");
    StudyConfig textual =
        study("a: {model_path: Qwen/Qwen3-32B, total_gpus: 8, system_name: h200_sxm}")
            .with("encoder.separate", true);
    assertMessage(assertThrows(InvalidValueException.class, textual::resolve), "no vision encoder");
  }

  @Test
  void theNestedSchemaIsConverted() throws URISyntaxException {
    List<Experiment> all = sample("nested-0.4.0").experiments();
    StudyConfig dense = all.get(0).study();
    assertEquals("Qwen/Qwen3-32B", dense.get("model").value());
    assertEquals(200L, dense.get("prefix").value());
    assertEquals("fp8", dense.get("gemm").layer());
    assertEquals("bfloat16", dense.get("fmha").value());
    assertEquals(List.of(2L, 4L, 8L), dense.get("agg.tp").value());
    assertMessage(all.get(0).notes().toString(), "config.worker_config.tp_list -> agg.tp");

    StudyConfig experts = all.get(1).study();
    assertEquals("gb200", experts.get("decode_system").value());
    assertEquals(List.of(4L, 8L), experts.get("prefill.tp").value());
    assertEquals(256L, experts.get("decode.max_batch_size").value());
    assertEquals(16L, experts.get("replica.max_prefill_workers").value());
    // 0.85 + 0.85 * 0.3
    assertEquals(1.105, (Double) experts.get("nextn_accepted").value(), 1e-12);
  }

  @Test
  void nestedFieldsWithoutAHomeAreErrors() {
    assertMessage(
        failure("a: {serving_mode: agg, worker_config: {tp_lst: [1]}}"),
        "tp_lst",
        "config.worker_config.tp_list");
    assertMessage(failure("a: {mode: patch, config: {moe_backend: megamoe}}"), "megamoe");
    assertMessage(failure("a: {mode: add}"), "patch or replace");
  }

  @Test
  void oneFormatMayStandForProjectionsAndExperts() {
    StudyConfig both = study("a: {profiles: [], use_specific_quant_mode: fp8_block}");
    assertEquals("fp8_block", both.get("gemm").value());
    assertEquals("fp8_block", both.get("moe").value());
    StudyConfig experts = study("a: {profiles: [], use_specific_quant_mode: w4afp8}");
    assertTrue(experts.find("gemm").isEmpty());
    assertEquals("w4afp8", experts.get("moe").value());
  }

  @Test
  void acceptanceRatesAreFoldedOnlyWhereTokensAreDrafted() {
    assertTrue(study("a: {config: {nextn_accept_rates: [0.5]}}").find("nextn_accepted").isEmpty());
    assertTrue(study("a: {config: {nextn: 0}}").find("nextn_accepted").isEmpty());
    assertEquals(0.85, study("a: {config: {nextn: 1}}").get("nextn_accepted").value());
    assertEquals(
        0.5,
        study("a: {config: {nextn: 2, nextn_accept_rates: [0.5]}}").get("nextn_accepted").value());
    assertEquals(
        1.9, study("a: {config: {nextn: 3, nextn_accepted: 1.9}}").get("nextn_accepted").value());
    assertMessage(
        failure("a: {config: {nextn: 1, nextn_accept_rates: [high]}}"), "high", "numbers");
  }

  @Test
  void keysOfAStudyMayStandInExperiments() {
    StudyConfig study = study("a: {agg: {tp: [2]}, constraints: {power_w: {most: 700}}, top_n: 2}");
    assertEquals(List.of(2L), study.get("agg.tp").value());
    assertEquals(700L, study.get("constraints.power_w.most").value());
    assertEquals(2L, study.get("top_n").value());
    assertMessage(
        Experiments.parse("a: {top_n: 2}\nb: {isl: 0}").experiments().toString(),
        "a: study of no model yet",
        "b: Invalid isl = 0");
  }

  @Test
  void aFileThatIsMissingOrEmptyOrHoldsNothingIsAnError() {
    assertThrows(InvalidValueException.class, () -> Experiments.read(Path.of("no-such.yaml")));
    assertThrows(InvalidValueException.class, () -> Experiments.parse(""));
    assertThrows(InvalidValueException.class, () -> Experiments.parse("exps: []"));
  }

  private static StudyConfig study(String yaml) {
    return Experiments.parse(yaml).experiments().get(0).study();
  }

  private static ServeLabException failure(String yaml) {
    return Experiments.parse(yaml).experiments().get(0).failure().orElseThrow();
  }

  private static void assertMessage(ServeLabException error, String... parts) {
    assertMessage(error.getMessage(), parts);
  }

  private static void assertMessage(String message, String... parts) {
    for (String part : parts) {
      assertTrue(message.contains(part), () -> "'" + part + "' is not in: " + message);
    }
  }

  private static Experiments sample(String name) throws URISyntaxException {
    return Experiments.read(
        Path.of(ExperimentsTest.class.getResource("/studies/" + name + ".yaml").toURI()));
  }
}

package io.servelab.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.artifact.file.ArtifactBundle;
import io.servelab.artifact.file.ArtifactFile;
import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.error.ServeLabException;
import io.servelab.hardware.DataHome;
import io.servelab.model.Models;
import io.servelab.perf.Databases;
import io.servelab.search.Candidate;
import io.servelab.search.SearchBranch;
import io.servelab.search.SearchListener;
import io.servelab.search.SearchResult;
import io.servelab.search.SharedWorkers;
import io.servelab.study.ConfigKey;
import io.servelab.study.ConfigKeys;
import io.servelab.study.StudyConfig;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Whatever a study may set either changes the files, or is reported as not in them, or is listed
 * here as something that decides only what is predicted or which deployment is chosen.
 */
class EverySettingTest {

  /**
   * What is asked, compared and judged; the chosen deployment shows the outcome. Attention and
   * feed-forward layers apart have no files, and a search of them says so.
   */
  private static final Pattern STEERS =
      Pattern.compile(
          "serving_mode|profiles|ttft|tpot|request_latency|strict_sla|pareto_sweep|top_n"
              + "|(agg|prefill|decode)\\.(max_batch_size|gpus|tp|pp|dp|moe_tp|moe_ep|cp)|replica\\..*"
              + "|encoder\\.(system|tp|batch|max_workers)|constraints|objective|prices|afd\\..*");

  /** What numbers rest on: measurements, the cluster's own factors, the acceptance of drafts. */
  private static final Pattern DESCRIBES =
      Pattern.compile(
          "version|decode_version|database_mode|transfer_policy|rules|own_tables|nextn_accepted"
              + "|disagg\\..*|encoder\\.correction|calibration\\..*"
              + "|engine\\.(host_.*|hand_over_.*)");

  /** Formats whose every role has a key of its own; a single pool has them all. */
  private static final Pattern OF_A_ROLE =
      Pattern.compile("(agg|prefill|decode)\\.(gemm|moe|kvcache|fmha|comm)");

  private static final Map<String, Object> DENSE =
      Map.of(
          "model",
          "Qwen/Qwen3-32B-FP8",
          "system",
          "h200_sxm",
          "gpus",
          8,
          "backend",
          "vllm",
          "serving_mode",
          "agg",
          "agg.gpus",
          List.of(4),
          "agg.tp",
          List.of(4),
          "agg.max_batch_size",
          8);

  private static final Map<String, Object> POOLS =
      with(
          DENSE,
          Map.of(
              "serving_mode",
              "disagg",
              "prefill.tp",
              List.of(2),
              "prefill.gpus",
              List.of(2),
              "decode.tp",
              List.of(2),
              "decode.gpus",
              List.of(2),
              "decode.max_batch_size",
              8));

  private static final Map<String, Object> VISION =
      with(
          DENSE,
          Map.of(
              "model",
              "Qwen/Qwen3-VL-30B-A3B-Instruct",
              "isl",
              6000,
              "image_height",
              1024,
              "image_width",
              768,
              "agg.moe_tp",
              List.of(4),
              "agg.moe_ep",
              List.of(1)));

  private static final Map<String, Object> DRAFTS =
      with(
          DENSE,
          Map.of(
              "model",
              "deepseek-ai/DeepSeek-V3",
              "backend",
              "sglang",
              "agg.gpus",
              List.of(8),
              "agg.tp",
              List.of(8),
              "agg.moe_tp",
              List.of(8),
              "agg.moe_ep",
              List.of(1)));

  private static final Map<String, Object> WIDE =
      with(
          DENSE,
          Map.of(
              "model",
              "deepseek-ai/DeepSeek-V3",
              "backend",
              "trtllm",
              "gpus",
              16,
              "agg.gpus",
              List.of(16),
              "agg.tp",
              List.of(1),
              "agg.dp",
              List.of(16),
              "agg.moe_ep",
              List.of(16)));

  private final Databases databases = new Databases(DataHome.locate(Optional.empty()));
  private final Models models = new Models();
  private final SharedWorkers workers = new SharedWorkers();
  private final Map<Map<String, Object>, Set<String>> known = new HashMap<>();

  /** A study, and one setting of it changed. */
  private record Change(Map<String, Object> study, Object value) {}

  private static Map<String, Change> changes() {
    Map<String, Change> changes = new LinkedHashMap<>();
    Map.of("model", "Qwen/Qwen3-32B", "system", "h100_sxm", "gpus", 4, "isl", 3000, "osl", 500)
        .forEach((key, value) -> changes.put(key, new Change(DENSE, value)));
    changes.put("backend", new Change(DENSE, "sglang"));
    changes.put("decode_system", new Change(POOLS, "h100_sxm"));
    changes.put("prefix", new Change(DENSE, 1000));
    changes.put("images", new Change(VISION, 2));
    changes.put("image_height", new Change(VISION, 512));
    changes.put("image_width", new Change(VISION, 512));
    changes.put("gemm", new Change(DENSE, "bfloat16"));
    changes.put("moe", new Change(VISION, "fp8_block"));
    changes.put("kvcache", new Change(DENSE, "bfloat16"));
    changes.put("fmha", new Change(DENSE, "bfloat16"));
    changes.put("comm", new Change(DENSE, "int8"));
    changes.put("nextn", new Change(with(DRAFTS, Map.of("nextn_accepted", 0.7)), 1));
    changes.put("eplb", new Change(WIDE, true));
    changes.put("eplb_spare_slots", new Change(with(WIDE, Map.of("eplb", true)), 32));
    changes.put("attention_backend", new Change(DRAFTS, "fa3"));
    changes.put("kv_memory_fraction", new Change(DENSE, 0.8));
    changes.put("max_seq_len", new Change(DENSE, 9000));
    changes.put("encoder_dp", new Change(VISION, false));
    changes.put("chunked_prefill", new Change(DENSE, true));
    changes.put("encoder.separate", new Change(VISION, true));
    changes.put("engine.preset", new Change(DENSE, "default"));
    changes.put("engine.prompts", new Change(DENSE, "whole"));
    for (String key : List.of("pass_tokens", "max_sequences", "poll_passes", "block_tokens")) {
      changes.put("engine." + key, new Change(DENSE, 64));
    }
    changes.put("engine.reserved_output", new Change(DENSE, 0.5));
    changes.put("engine.graph_batches", new Change(DENSE, List.of(1, 2, 4)));
    changes.put(
        "layer_edits",
        new Change(
            DENSE,
            List.of(
                Map.of(
                    "add",
                    "adapter",
                    "after",
                    "qkv_gemm",
                    "n",
                    64,
                    "k",
                    5120,
                    "format",
                    "bfloat16"))));
    return changes;
  }

  @Test
  void everyKeyIsAccountedFor() {
    Set<String> left = new TreeSet<>();
    for (ConfigKey key : ConfigKeys.standard().all()) {
      long claims =
          Stream.of(STEERS, DESCRIBES, OF_A_ROLE)
                  .filter(kind -> kind.matcher(key.name()).matches())
                  .count()
              + (changes().containsKey(key.name()) ? 1 : 0);
      if (claims != 1) {
        left.add(key.name() + ", claimed " + claims + " times");
      }
    }
    assertEquals(Set.of(), left);
  }

  @TestFactory
  Stream<DynamicTest> aSettingReachesTheFilesOrIsReported() {
    return changes().entrySet().stream()
        .map(
            change ->
                DynamicTest.dynamicTest(
                    change.getKey(), () -> check(change.getKey(), change.getValue())));
  }

  @TestFactory
  Stream<DynamicTest> aFormatOfARoleReachesItsFilesOrIsReported() {
    return Stream.of("prefill", "decode", "agg")
        .flatMap(
            role ->
                Stream.of("gemm", "kvcache", "fmha", "comm")
                    .filter(format -> !(role + format).equals("decodefmha"))
                    .map(
                        format -> {
                          Change change =
                              new Change(
                                  role.equals("agg") ? DENSE : POOLS,
                                  format.equals("comm") ? "int8" : "bfloat16");
                          String key = role + "." + format;
                          return DynamicTest.dynamicTest(key, () -> check(key, change));
                        }));
  }

  private void check(String key, Change change) {
    Set<String> before = known.computeIfAbsent(change.study(), this::said);
    Set<String> after = said(with(change.study(), Map.of(key, change.value())));
    assertTrue(!before.isEmpty() && !after.isEmpty(), key);
    assertFalse(before.equals(after), key + " = " + change.value() + " changes nothing");
  }

  /** Everything that files and reports of a study say, without comments and recorded numbers. */
  private Set<String> said(Map<String, Object> study) {
    SearchResult result =
        StudyConfig.standard()
            .with(study)
            .resolve()
            .search(databases, models, workers, SearchListener.NONE);
    Candidate best = result.chosen().flatMap(SearchBranch::best).orElseThrow();
    ArtifactBundle bundle;
    try {
      bundle = Artifacts.of(DeploymentPlan.of(result.requestOf(best), best));
    } catch (ServeLabException refused) {
      return Set.of(refused.getMessage());
    }
    assertEquals(List.of(), bundle.findings());
    Set<String> said =
        bundle.files().stream()
            .filter(file -> !file.path().matches("README.md|flags.csv|prediction.yaml"))
            .map(EverySettingTest::withoutComments)
            .collect(Collectors.toCollection(TreeSet::new));
    bundle.notExpressible().forEach(missing -> said.add(missing.toString()));
    return said;
  }

  private static String withoutComments(ArtifactFile file) {
    return file.path()
        + file.text()
            .lines()
            .filter(line -> !line.stripLeading().startsWith("#"))
            .collect(Collectors.joining("\n"));
  }

  private static Map<String, Object> with(Map<String, Object> study, Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(study);
    all.putAll(more);
    return all;
  }
}

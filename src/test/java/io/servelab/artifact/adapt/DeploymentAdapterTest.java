package io.servelab.artifact.adapt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.InvalidValueException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentAdapterTest {

  private static final DeploymentAdapter ADAPTER =
      DeploymentAdapter.standard()
          .with(Map.of("system", "h200_sxm", "isl", 4000, "osl", 1000, "concurrency", 256));

  @Test
  void aCommandOfVllmBecomesARequest() {
    AdaptedDeployment adapted =
        ADAPTER.adapt(
            """
            # on the first node
            CUDA_VISIBLE_DEVICES=0,1 vllm serve Qwen/Qwen3-32B-FP8 \\
              --tensor-parallel-size=4 -O3 --kv-cache-dtype fp8 --gpu-memory-utilization 0.9
            """);
    assertTrue(adapted.accepted(), adapted.toString());
    assertEquals(
        Map.of(
            "mode",
            "agg",
            "model",
            "Qwen/Qwen3-32B-FP8",
            "backend",
            "vllm",
            "tp_size",
            4,
            "pp_size",
            1,
            "batch_size",
            256L,
            "free_gpu_memory_fraction",
            0.9,
            "kvcache_quant_mode",
            "fp8",
            "system",
            "h200_sxm",
            "isl",
            4000),
        without(adapted.request(), "osl"));
    assertTrue(adapted.requestJson().startsWith("{\"mode\":\"agg\""), adapted.requestJson());
  }

  @Test
  void anAbbreviationOfTwoFlagsRejects() {
    AdaptedDeployment adapted =
        ADAPTER.adapt("python3 -m sglang.launch_server --model Qwen/Qwen3-32B --t 8");
    assertFalse(adapted.accepted(), adapted.toString());
    assertTrue(adapted.toString().contains("--t is not known"), adapted.toString());
  }

  @Test
  void shortNamesAreTheSameFlag() {
    AdaptedDeployment adapted =
        ADAPTER.adapt("vllm serve Qwen/Qwen3-235B-A22B-FP8 -tp 2 -dp 4 -ep --max-num-seqs 64");
    assertTrue(adapted.accepted(), adapted.toString());
    assertEquals(4, adapted.request().get("attention_dp_size"));
    assertEquals(8, adapted.request().get("moe_ep_size"));
    assertFalse(ADAPTER.adapt("vllm serve Qwen/Qwen3-32B -zz 2").accepted());
    assertFalse(ADAPTER.adapt("python3 -m sglang.launch_server --model a/b -tp 2").accepted());
  }

  @Test
  void aliasesAreTheSameFlag() {
    AdaptedDeployment adapted =
        ADAPTER.adapt(
            "python3 -m sglang.launch_server --model deepseek-ai/DeepSeek-V3 --tp 8"
                + " --dp-size 8 --enable-dp-attention --ep-size 8 --max-running-requests 4096");
    assertTrue(adapted.accepted(), adapted.toString());
    assertEquals(1, adapted.request().get("tp_size"));
    assertEquals(8, adapted.request().get("attention_dp_size"));
    assertEquals(8, adapted.request().get("moe_ep_size"));
    assertEquals(1, adapted.request().get("moe_tp_size"));
    assertEquals(32L, adapted.request().get("batch_size"), "256 requests on 8 ranks");
  }

  @Test
  void settingsInAFileAreRead() {
    String command = "trtllm-serve deepseek-ai/DeepSeek-V3 --extra_llm_api_options conf/e.yaml";
    assertFalse(ADAPTER.adapt(command).accepted());
    AdaptedDeployment adapted =
        ADAPTER
            .withFile(
                "e.yaml",
                """
                tensor_parallel_size: 8
                enable_attention_dp: true
                moe_expert_parallel_size: 8
                kv_cache_config: {dtype: fp8, free_gpu_memory_fraction: 0.8}
                speculative_config: {decoding_type: MTP, num_nextn_predict_layers: 1}
                """)
            .with(Map.of("nextn_accepted", 0.8))
            .adapt(command);
    assertTrue(adapted.accepted(), adapted.toString());
    assertEquals(8, adapted.request().get("attention_dp_size"));
    assertEquals(1L, adapted.request().get("nextn"));
    assertEquals(0.8, adapted.request().get("free_gpu_memory_fraction"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--enable-magic",
        "--speculative-config {\"method\":\"eagle3\",\"num_speculative_tokens\":3}",
        "--quantization awq",
        "--no-async-scheduling",
        "--cpu-offload-gb 10",
        "--enable-lora",
        "--kv-cache-dtype fp8_inc",
        "--tensor-parallel-size",
        "stray",
      })
  void whatMayMatterAndIsNotUnderstoodRejects(String flags) {
    AdaptedDeployment adapted =
        ADAPTER.adapt(
            "vllm serve Qwen/Qwen3-32B-FP8 " + flags.replace("{", "'{").replace("}", "}'"));
    assertFalse(adapted.accepted(), adapted.toString());
    assertEquals(Diagnostic.Kind.REJECTED, adapted.diagnostics().get(0).kind());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-O3",
        "-O 2",
        "--optimization-level 3",
        "-cc '{\"mode\": 3}'",
        "--compilation-config '{\"cudagraph_mode\": \"FULL_AND_PIECEWISE\"}'",
        "--compilation-config.mode 3",
        "-O.mode=VLLM_COMPILE",
        "-cc.cudagraph_capture_sizes=[1,2,4]",
        "--async-scheduling",
        "--no-enforce-eager",
      })
  void compilationAsItWasMeasuredChangesNothing(String flags) {
    AdaptedDeployment adapted = ADAPTER.adapt("vllm serve Qwen/Qwen3-32B-FP8 " + flags);
    assertTrue(adapted.accepted(), adapted.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-O0",
        "-O 1",
        "--compilation-config 0",
        "--compilation-config '{\"cudagraph_mode\": \"NONE\"}'",
        "--compilation-config '{\"mode\": 3, \"pass_config\": {\"fuse_norm_quant\": true}}'",
        "-cc.custom_ops=[\"all\"]",
        "--compilation-config nonsense",
        "--enforce-eager",
      })
  void otherCompilationRejects(String flags) {
    AdaptedDeployment adapted = ADAPTER.adapt("vllm serve Qwen/Qwen3-32B-FP8 " + flags);
    assertFalse(adapted.accepted(), adapted.toString());
    assertTrue(adapted.toString().contains("may matter"), adapted.toString());
  }

  @Test
  void aLevelMeantCompilationBeforeItMeantOptimization() {
    DeploymentAdapter older = ADAPTER.withEngineVersion("0.11.0");
    assertTrue(older.adapt("vllm serve Qwen/Qwen3-32B-FP8 -O3").accepted());
    assertFalse(older.adapt("vllm serve Qwen/Qwen3-32B-FP8 -O2").accepted());
  }

  @Test
  void flagsOfALaterServerAreKnownWhereItIsNamed() {
    String command =
        "trtllm-serve deepseek-ai/DeepSeek-V3 --tp_size 8 --ep_size 8 --enable_attention_dp"
            + " --kv_cache_dtype fp8 --served_model_name chat";
    assertFalse(ADAPTER.withEngineVersion("1.2.0rc2").adapt(command).accepted());
    AdaptedDeployment adapted = ADAPTER.withEngineVersion("1.3.0rc22").adapt(command);
    assertTrue(adapted.accepted(), adapted.toString());
    assertEquals(8, adapted.request().get("attention_dp_size"));
    assertEquals("fp8", adapted.request().get("kvcache_quant_mode"));
  }

  @Test
  void weightsAreConvertedWhereTheyAreNotConvertedYet() {
    AdaptedDeployment plain = ADAPTER.adapt("vllm serve Qwen/Qwen3-32B --quantization fp8");
    assertTrue(plain.accepted(), plain.toString());
    assertEquals("fp8", plain.request().get("gemm_quant_mode"));
    AdaptedDeployment stored = ADAPTER.adapt("vllm serve Qwen/Qwen3-32B-FP8 --quantization fp8");
    assertTrue(stored.accepted(), stored.toString());
    assertFalse(stored.request().containsKey("gemm_quant_mode"));
    String elsewhere = "vllm serve /models/mine --quantization fp8";
    assertFalse(ADAPTER.adapt(elsewhere).accepted());
    AdaptedDeployment named = ADAPTER.with(Map.of("model", "Qwen/Qwen3-32B")).adapt(elsewhere);
    assertTrue(named.accepted(), named.toString());
    assertEquals("Qwen/Qwen3-32B", named.request().get("model"));
  }

  @Test
  void anImageThatServesIsACommandToo() {
    AdaptedDeployment adapted =
        ADAPTER.adapt(
            "docker run --gpus all -p 8000:8000 vllm/vllm-openai:v0.23.0"
                + " --model Qwen/Qwen3-32B-FP8 -tp 2");
    assertTrue(adapted.accepted(), adapted.toString());
    assertEquals(2, adapted.request().get("tp_size"));
    assertTrue(ADAPTER.adapt("ls -l").toString().contains("starts an engine"));
  }

  @Test
  void membersOfAFlagThatAreNotUnderstoodReject() {
    AdaptedDeployment adapted =
        ADAPTER
            .with(Map.of("nextn_accepted", 0.8))
            .adapt(
                "vllm serve deepseek-ai/DeepSeek-V3 -tp 8 --speculative-config"
                    + " '{\"method\":\"mtp\",\"num_speculative_tokens\":1,\"model\":\"other\"}'");
    assertFalse(adapted.accepted(), adapted.toString());
    assertTrue(adapted.toString().contains("--speculative-config model"), adapted.toString());
  }

  @Test
  void aScriptIsReadWithoutRunningIt() {
    AdaptedDeployment adapted =
        ADAPTER.adapt(
            """
            #!/bin/bash
            set -euo pipefail
            export MODEL="Qwen/Qwen3-32B-FP8" TP=2
            cat > /etc/engine.yaml <<'EOF'
            kv_cache_config: {free_gpu_memory_fraction: 0.7}
            EOF
            if [ -z "$HF_TOKEN" ]; then echo "no token"; exit 1; fi
            trtllm-serve "$MODEL" --tp_size "${SIZE:-$TP}" \
              --extra_llm_api_options /etc/engine.yaml 2>&1 | tee log &
            wait
            """
                .replace("${SIZE:-$TP}", "$TP"));
    assertTrue(adapted.accepted(), adapted.toString());
    assertEquals(2, adapted.request().get("tp_size"));
    assertEquals(0.7, adapted.request().get("free_gpu_memory_fraction"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for i in 0 1; do\nvllm serve Qwen/Qwen3-32B-FP8 --port 800$i &\ndone",
        "start() {\n  vllm serve Qwen/Qwen3-32B-FP8\n}\nstart",
        "vllm serve Qwen/Qwen3-32B-FP8 -tp $(nproc)",
        "TP=$(nproc)\nvllm serve Qwen/Qwen3-32B-FP8 -tp $TP",
        "vllm serve Qwen/Qwen3-32B-FP8 \"$@\"",
      })
  void whatOnlyRunningWouldTellRejects(String script) {
    assertFalse(ADAPTER.adapt(script).accepted(), ADAPTER.adapt(script).toString());
  }

  @Test
  void workersThatAreStartedOneByOneAreOnePool() {
    AdaptedDeployment adapted =
        ADAPTER.adapt(
            """
            vllm serve Qwen/Qwen3-32B-FP8 -tp 2 --port 8000 &
            vllm serve Qwen/Qwen3-32B-FP8 -tp 2 --port 8001 & # the second one
            """);
    assertTrue(adapted.accepted(), adapted.toString());
    assertEquals(2, adapted.replicas());
    assertEquals(128L, adapted.request().get("batch_size"), "256 requests on 2 workers");
  }

  @Test
  void aPassShorterThanAPromptLimitsWhatItPrefills() {
    String command = "vllm serve Qwen/Qwen3-32B-FP8 --max-num-batched-tokens ";
    assertEquals(1792L, ADAPTER.adapt(command + 2048).request().get("ctx_tokens"));
    assertFalse(ADAPTER.adapt(command + 8192).request().containsKey("ctx_tokens"));
    String chunks =
        "python3 -m sglang.launch_server --model Qwen/Qwen3-32B-FP8 --chunked-prefill-size ";
    assertEquals(744L, ADAPTER.adapt(chunks + 1000).request().get("ctx_tokens"));
    assertFalse(ADAPTER.adapt(chunks + -1).request().containsKey("ctx_tokens"));
  }

  @Test
  void linesOfManifestsAndFilesAreNamed() {
    String manifest =
        """
        apiVersion: nvidia.com/v1alpha1
        kind: DynamoGraphDeployment
        spec:
          services:
            Worker:
              componentType: worker
              extraPodSpec:
                mainContainer:
                  command: [python3, -m, dynamo.vllm]
                  args:
                    - --model
                    - Qwen/Qwen3-32B-FP8
                    - --swap-space-of-mine
                    - "4"
        """;
    Diagnostic found = ADAPTER.adapt(manifest).diagnostics().get(0);
    assertEquals("Worker, line 13, column 15", found.place(), found.toString());
    Diagnostic inFile =
        ADAPTER
            .withFile("e.yaml", "backend: pytorch\nkv_cache_config:\n  use_magic: true\n")
            .adapt("trtllm-serve Qwen/Qwen3-32B --extra_llm_api_options e.yaml")
            .diagnostics()
            .get(0);
    assertEquals("e.yaml, line 3, column 3", inFile.place(), inFile.toString());
  }

  @Test
  void whatIsMissingIsAskedFor() {
    AdaptedDeployment adapted = DeploymentAdapter.standard().adapt("vllm serve Qwen/Qwen3-32B-FP8");
    assertFalse(adapted.accepted());
    List<String> messages = adapted.diagnostics().stream().map(Diagnostic::message).toList();
    for (String key : List.of("system", "isl", "osl", "concurrency")) {
      assertTrue(
          messages.stream().anyMatch(message -> message.startsWith(key)), key + " in " + messages);
    }
  }

  @Test
  void aLimitStandsInForTheLoadAndIsNoted() {
    AdaptedDeployment adapted =
        DeploymentAdapter.standard()
            .with(Map.of("system", "h200_sxm", "isl", 1, "osl", 1))
            .adapt("vllm serve Qwen/Qwen3-32B-FP8 --max-num-seqs 64");
    assertTrue(adapted.accepted());
    assertEquals(64L, adapted.request().get("batch_size"));
    assertEquals(Diagnostic.Kind.NOTE, adapted.diagnostics().get(0).kind());
  }

  @Test
  void variablesCountOnlyWhereTheirValuesAreWritten() {
    String manifest =
        """
        apiVersion: nvidia.com/v1alpha1
        kind: DynamoGraphDeployment
        spec:
          services:
            Frontend: {componentType: frontend}
            Worker:
              componentType: worker
              resources: {limits: {gpu: "4"}}
              extraPodSpec:
                mainContainer:
                  env: [{name: TP, value: "4"}]
                  command: [/bin/sh, -c]
                  args: ["exec python3 -m dynamo.vllm --model Qwen/Qwen3-32B-FP8 -tp $TP"]
        """;
    AdaptedDeployment adapted = ADAPTER.adapt(manifest);
    assertTrue(adapted.accepted(), adapted.toString());
    assertEquals(4, adapted.request().get("tp_size"));
    assertFalse(ADAPTER.adapt(manifest.replace("$TP", "$OTHER")).accepted());
    assertFalse(ADAPTER.adapt(manifest.replace("gpu: \"4\"", "gpu: \"8\"")).accepted());
  }

  @Test
  void poolsOfTwoModelsOrThreePoolsAreRejected() {
    String prefill = "python3 -m dynamo.vllm --model a --disaggregation-mode prefill\n";
    String decode = "python3 -m dynamo.vllm --model b --disaggregation-mode decode\n";
    assertFalse(ADAPTER.adapt(prefill + decode).accepted());
    assertFalse(ADAPTER.adapt(prefill).accepted());
    assertFalse(ADAPTER.adapt(prefill + prefill + decode).accepted());
  }

  @Test
  void textsThatAreNeitherAreRefused() {
    assertThrows(InvalidValueException.class, () -> ADAPTER.adapt("kind: [\n"));
    assertThrows(InvalidValueException.class, () -> ADAPTER.adapt("vllm serve 'open"));
    assertFalse(ADAPTER.adapt("").accepted());
    assertFalse(ADAPTER.adapt("ls -l").accepted());
  }

  private static Map<String, Object> without(Map<String, Object> request, String key) {
    Map<String, Object> fewer = new HashMap<>(request);
    fewer.remove(key);
    return fewer;
  }
}

package io.servelab.artifact.adapt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.InvalidValueException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Manifests that somebody wrote by hand, of every kind that is understood, and of others. */
class ManifestAdapterTest {

  private static final DeploymentAdapter ADAPTER =
      DeploymentAdapter.standard()
          .with(Map.of("system", "h200_sxm", "isl", 4000, "osl", 1000, "concurrency", 256));

  private static final String WORKLOAD =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: qwen}
      spec:
        replicas: 2
        template:
          spec:
            containers:
              - name: exporter
                image: metrics:1
                command: [serve-metrics]
              - name: server
                image: vllm/vllm-openai:v0.23.0
                env: [{name: TP, value: "4"}]
                args:
                  - --model
                  - Qwen/Qwen3-32B-FP8
                  - --tensor-parallel-size
                  - $(TP)
                  - --max-num-seqs=64
                resources: {limits: {nvidia.com/gpu: 4}}
      """;

  /** Fields of the v1beta1 resource as its published types name them. */
  private static final String BETA =
      """
      apiVersion: nvidia.com/v1beta1
      kind: DynamoGraphDeployment
      metadata: {name: qwen}
      spec:
        backendFramework: vllm
        env: [{name: TP, value: "2"}]
        components:
          - name: Frontend
            type: frontend
            podTemplate: {spec: {containers: [{name: main, image: x}]}}
          - name: Prefill
            type: prefill
            replicas: 3
            podTemplate:
              spec:
                containers:
                  - name: main
                    image: nvcr.io/nvidia/ai-dynamo/vllm-runtime:1.3.1
                    command: [python3, -m, dynamo.vllm]
                    args: [--model, Qwen/Qwen3-32B-FP8, -tp, $(TP), --disaggregation-mode, prefill]
                    resources: {limits: {nvidia.com/gpu: "2"}}
                  - {name: helper, image: y}
          - name: Decode
            type: decode
            multinode: {nodeCount: 2}
            podTemplate:
              spec:
                containers:
                  - name: main
                    image: nvcr.io/nvidia/ai-dynamo/vllm-runtime:1.3.1
                    command: [python3, -m, dynamo.vllm]
                    args: [--model, Qwen/Qwen3-32B-FP8, -tp, "8", --disaggregation-mode, decode]
                    resources: {limits: {nvidia.com/gpu: "4"}}
      """;

  private static final String VALUES =
      """
      modelArtifacts: {name: chat, uri: "hf://Qwen/Qwen3-32B-FP8"}
      decode:
        replicas: 2
        parallelism: {tensor: 4}
        containers:
          - image: ghcr.io/llm-d/llm-d-cuda:v0.4.0
            modelCommand: vllmServe
            args: [--max-num-seqs, "64"]
      prefill:
        replicas: 4
        parallelism: {tensor: 1}
        containers:
          - image: ghcr.io/llm-d/llm-d-cuda:v0.4.0
            modelCommand: vllmServe
      """;

  @ParameterizedTest
  @CsvSource({
    "Deployment, replicas, 2",
    "StatefulSet, replicas, 2",
    "ReplicaSet, replicas, 2",
    "Job, parallelism, 2"
  })
  void workloadsOfEveryKindAreRead(String kind, String count, int workers) {
    AdaptedDeployment adapted =
        ADAPTER.adapt(
            WORKLOAD.replace("kind: Deployment", "kind: " + kind).replace("replicas", count));
    assertTrue(adapted.accepted(), adapted.toString());
    assertEquals(workers, adapted.replicas());
    assertEquals("Qwen/Qwen3-32B-FP8", adapted.request().get("model"));
    assertEquals(4, adapted.request().get("tp_size"));
    assertEquals(128L, adapted.request().get("batch_size"), "256 requests on 2 workers");
  }

  @Test
  void aPodAloneIsOneWorker() {
    String pod =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: one}
        spec:
          containers:
            - name: server
              image: lmsysorg/sglang:v0.5.14-cu130
              command: [bash, -c]
              args: ["exec python3 -m sglang.launch_server --model Qwen/Qwen3-32B --tp 2"]
        """;
    AdaptedDeployment adapted = ADAPTER.adapt(pod);
    assertTrue(adapted.accepted(), adapted.toString());
    assertEquals("sglang", adapted.request().get("backend"));
    assertEquals(1, adapted.replicas());
  }

  @Test
  void aSettingsFileOfAWorkloadIsFoundInItsConfigMap() {
    String manifests =
        """
        apiVersion: v1
        kind: List
        items:
          - apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings}
            data:
              engine.yaml: |
                kv_cache_config:
                  dtype: fp8
                  use_magic: true
          - apiVersion: apps/v1
            kind: Deployment
            metadata: {name: server}
            spec:
              template:
                spec:
                  containers:
                    - name: server
                      image: nvcr.io/nvidia/tensorrt-llm/release:1.3.0rc19
                      command: [trtllm-serve, Qwen/Qwen3-32B-FP8]
                      args: [--tp_size, "4", --config, /etc/trtllm/engine.yaml]
        """;
    AdaptedDeployment magic = ADAPTER.adapt(manifests);
    assertEquals("server, line 11, column 11", magic.diagnostics().get(0).place());
    AdaptedDeployment adapted = ADAPTER.adapt(manifests.replace("use_magic", "enable_block_reuse"));
    assertTrue(adapted.accepted(), adapted.toString());
    assertEquals("fp8", adapted.request().get("kvcache_quant_mode"));
    assertEquals(4, adapted.request().get("tp_size"));
  }

  @Test
  void componentsOfTheNewerDynamoResourceAreRead() {
    AdaptedDeployment adapted = ADAPTER.adapt(BETA);
    assertTrue(adapted.accepted(), adapted.toString());
    assertEquals("disagg", adapted.request().get("mode"));
    assertEquals(2, adapted.request().get("prefill_tp_size"));
    assertEquals(3, adapted.request().get("prefill_num_workers"));
    assertEquals(8, adapted.request().get("decode_tp_size"));
    AdaptedDeployment wrong = ADAPTER.adapt(BETA.replace("limits: {nvidia.com/gpu: \"4\"}", ""));
    assertTrue(wrong.accepted(), "GPUs that are not claimed cannot be compared");
    assertFalse(ADAPTER.adapt(BETA.replace("nodeCount: 2", "nodeCount: 3")).accepted());
  }

  @Test
  void podsAndFlagsMustNameTheSamePartOfTheWork() {
    AdaptedDeployment adapted = ADAPTER.adapt(BETA.replace("type: decode", "type: prefill"));
    assertFalse(adapted.accepted());
    assertTrue(
        adapted.toString().contains("its flags say decode, its pods prefill"), adapted.toString());
  }

  @Test
  void anUnknownVersionOfTheDynamoResourceIsNamed() {
    AdaptedDeployment adapted = ADAPTER.adapt(BETA.replace("v1beta1", "v2"));
    assertFalse(adapted.accepted());
    assertTrue(adapted.toString().contains("Expected nvidia.com/v1alpha1"), adapted.toString());
    assertTrue(adapted.toString().contains("line 1, column 13"), adapted.toString());
  }

  @Test
  void valuesOfLlmdAreCompletedAsItsChartDoes() {
    AdaptedDeployment adapted = ADAPTER.adapt(VALUES);
    assertTrue(adapted.accepted(), adapted.toString());
    assertEquals("disagg", adapted.request().get("mode"));
    assertEquals("Qwen/Qwen3-32B-FP8", adapted.request().get("model"));
    assertEquals(4, adapted.request().get("decode_tp_size"));
    assertEquals(4, adapted.request().get("prefill_num_workers"));
    AdaptedDeployment mixed = ADAPTER.adapt(VALUES.replace("replicas: 4", "create: false"));
    assertTrue(mixed.accepted(), mixed.toString());
    assertEquals("agg", mixed.request().get("mode"));
    assertEquals(2, mixed.replicas());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "decode:\n  x: 1|multinode: true\ndecode:\n  x: 1",
        "[--max-num-seqs, \"64\"]|[--max-num-seqs, \"{{ .Values.n }}\"]",
        "tensor: 4|tensor: 4, data: 2, dataLocal: 1",
      })
  void valuesThatOnlyHelmOrSeveralNodesWouldExplainReject(String change) {
    String[] parts = change.split("\\|", -1);
    String start = VALUES.replace("decode:\n", "decode:\n  x: 1\n");
    assertTrue(ADAPTER.adapt(start).accepted(), "unchanged");
    assertFalse(ADAPTER.adapt(start.replace(parts[0], parts[1])).accepted(), change);
  }

  @Test
  void aModelInAVolumeIsTakenForWhatItIsServedAs() {
    AdaptedDeployment adapted =
        ADAPTER.adapt("vllm serve /models/it --served-model-name Qwen/Qwen3-32B-FP8");
    assertTrue(adapted.accepted(), adapted.toString());
    assertEquals("Qwen/Qwen3-32B-FP8", adapted.request().get("model"));
    assertTrue(adapted.toString().contains("/models/it is taken for"), adapted.toString());
  }

  @Test
  void otherObjectsWithGpusReject() {
    AdaptedDeployment adapted =
        ADAPTER.adapt(
            WORKLOAD
                + """
                ---
                apiVersion: leaderworkerset.x-k8s.io/v1
                kind: LeaderWorkerSet
                metadata: {name: big}
                spec:
                  leaderWorkerTemplate:
                    workerTemplate:
                      spec:
                        containers:
                          - {name: w, resources: {limits: {nvidia.com/gpu: 8}}}
                """);
    assertFalse(adapted.accepted());
    assertTrue(adapted.toString().contains("a LeaderWorkerSet has GPUs"), adapted.toString());
    assertTrue(
        ADAPTER.adapt(WORKLOAD + "---\nkind: Service\nmetadata: {name: s}\n").accepted(),
        "a service has none");
  }

  @Test
  void aContainerWithGpusThatStartsNoEngineRejects() {
    AdaptedDeployment adapted =
        ADAPTER.adapt(WORKLOAD.replace("vllm/vllm-openai:v0.23.0", "own/server:1"));
    assertFalse(adapted.accepted());
    assertTrue(adapted.toString().contains("starts none of the engines"), adapted.toString());
  }

  @Test
  void theImageNamesTheVersionWhoseFlagsCount() {
    String later = WORKLOAD.replace("--max-num-seqs=64", "--moe-backend=triton");
    assertTrue(ADAPTER.adapt(later).accepted(), ADAPTER.adapt(later).toString());
    AdaptedDeployment older = ADAPTER.adapt(later.replace("v0.23.0", "v0.11.0"));
    assertTrue(older.toString().contains("not known to vllm 0.11.0"), older.toString());
    assertTrue(ADAPTER.adapt(later.replace("v0.23.0", "latest")).accepted(), "the usual release");
  }

  @Test
  void whatServersDoWithTheCacheTellsTheirPart() {
    String server =
        "vllm serve Qwen/Qwen3-32B-FP8 --no-disable-hybrid-kv-cache-manager -tp %d"
            + " --kv-transfer-config '{\"kv_connector\":\"NixlConnector\",\"kv_role\":\"%s\","
            + "\"kv_buffer_device\":\"cuda\"}'\n";
    AdaptedDeployment adapted =
        ADAPTER.adapt(server.formatted(1, "kv_producer") + server.formatted(4, "kv_consumer"));
    assertTrue(adapted.accepted(), adapted.toString());
    assertEquals(1, adapted.request().get("prefill_tp_size"));
    assertEquals(4, adapted.request().get("decode_tp_size"));
    assertFalse(
        ADAPTER
            .adapt(server.formatted(1, "kv_producer").replace("\"cuda\"", "\"cpu\""))
            .accepted());
  }

  @Test
  void brokenYamlIsPlaced() {
    InvalidValueException broken =
        assertThrows(InvalidValueException.class, () -> ADAPTER.adapt("kind: Pod\nspec: [\n"));
    assertTrue(broken.getMessage().contains("line 3, column 1"), broken.getMessage());
  }
}

package io.servelab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a question to deployment files, and from deployment files to a prediction. */
class DeploymentCommandsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private String in(String name) {
    return folder.resolve(name).toString();
  }

  private static CommandRun generate(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("generate", "--model", "deepseek-ai/DeepSeek-V3", "--system", "a100_sxm"));
    arguments.addAll(List.of("--gpus", "36", "--backend", "vllm"));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private static CommandRun search(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("search", "--model", "Qwen/Qwen3-32B-FP8", "--system", "h200_sxm"));
    arguments.addAll(List.of("--gpus", "8", "--isl", "4000", "--osl", "500", "--tpot", "30"));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void aModelThatNobodyMeasuredGetsFilesThatSaySo() throws IOException {
    CommandRun run = generate("--artifacts", in("deploy"));
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("not searched, nothing predicted"), run.out());
    assertTrue(run.err().contains("Not searched and not predicted"), run.err());
    assertTrue(run.err().contains("4 of 36 GPUs"), run.err());
    String readme = Files.readString(folder.resolve("deploy/README.md"));
    assertTrue(readme.contains("Not searched and not predicted"), readme);
    JsonNode prediction =
        new YAMLMapper().readTree(folder.resolve("deploy/prediction.yaml").toFile());
    assertFalse(prediction.get("searched").asBoolean(true));
    assertEquals(32, prediction.get("gpus").asInt());
    assertFalse(prediction.has("predicted"));
  }

  @Test
  void targetsAndValuesAreChosen() throws IOException {
    CommandRun run =
        generate(
            "--artifacts",
            in("deploy"),
            "--target",
            "dynamo,benchmark",
            "--set",
            "max_batch_size=7",
            "--set",
            "platform.namespace=prod",
            "--set",
            "platform.env.VERSION=1.10",
            "--set",
            "model.path=/models/my copy");
    assertEquals(0, run.code(), run.err());
    String manifest = Files.readString(folder.resolve("deploy/k8s_deploy.yaml"));
    assertTrue(manifest.contains("namespace: prod"), manifest);
    assertTrue(manifest.contains("/models/my copy"), manifest);
    assertTrue(manifest.contains("\"1.10\""), manifest);
    assertTrue(Files.readString(folder.resolve("deploy/flags.csv")).contains("--max-num-seqs,7,"));
    assertFalse(Files.exists(folder.resolve("deploy/run_0.sh")));
  }

  @Test
  void theZipHoldsTheSameFiles() throws IOException {
    assertEquals(0, generate("--artifacts", in("deploy"), "--zip", in("deploy.zip")).code());
    try (ZipFile zip = new ZipFile(in("deploy.zip"));
        Stream<Path> walk = Files.walk(folder.resolve("deploy"))) {
      assertEquals(
          walk.filter(Files::isRegularFile).count(),
          zip.stream().filter(e -> !e.isDirectory()).count());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--target=kubernetes",
        "--set=max_batch_sise=3",
        "--set=platform.namespace=Not_A_Label",
        "--set=max_batch_size=many",
        "--set=model.path=two\nlines",
        "--set=flag.seed=two\nlines",
        "--set=platform.env.A B=1",
        "--gpus=1",
        "--backend=tgi",
        "--serving-mode=mixed"
      })
  void whatCannotBeUsedIsRefusedAndNothingIsWritten(String option) throws IOException {
    CommandRun run = generate("--artifacts", in("deploy"), "--zip", in("deploy.zip"), option);
    assertEquals(2, run.code(), run.err());
    assertFalse(run.err().contains("\tat "), run.err());
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void whatIsThereStaysUnlessToldOtherwise() throws IOException {
    Path deploy = Files.createDirectory(folder.resolve("deploy"));
    Files.writeString(deploy.resolve("mine.txt"), "mine");
    Files.writeString(folder.resolve("deploy.zip"), "mine");
    CommandRun refused = generate("--artifacts", in("deploy"));
    assertEquals(2, refused.code());
    assertTrue(refused.err().contains("something is there already"), refused.err());
    assertEquals(2, generate("--zip", in("deploy.zip")).code());
    assertEquals("mine", Files.readString(folder.resolve("deploy.zip")));
    assertEquals("mine", Files.readString(deploy.resolve("mine.txt")));
    CommandRun kept = generate("--artifacts", in("deploy"), "--overwrite");
    assertEquals(2, kept.code());
    assertTrue(kept.err().contains("mine.txt"), kept.err());
    Files.delete(deploy.resolve("mine.txt"));
    assertEquals(0, generate("--artifacts", in("deploy"), "--target=local").code());
    assertEquals(0, generate("--artifacts", in("deploy"), "--overwrite").code());
    assertTrue(Files.exists(deploy.resolve("k8s_deploy.yaml")));
  }

  @Test
  void aSearchWritesNothingIfItCannotWriteEverything() throws IOException {
    Files.writeString(folder.resolve("taken.zip"), "mine");
    CommandRun taken = search("--save-dir", in("answer"), "--zip", in("taken.zip"));
    assertEquals(2, taken.code(), taken.err());
    CommandRun same = search("--save-dir", in("answer"), "--artifacts", in("answer"));
    assertEquals(2, same.code(), same.err());
    assertTrue(same.err().contains("--save-dir writes there"), same.err());
    assertFalse(Files.exists(folder.resolve("answer")));
  }

  @Test
  void aModelInAFolderIsServedFromThatFolder() throws IOException {
    Path model = Files.createDirectories(folder.resolve("my models/tiny one"));
    Files.writeString(
        model.resolve("config.json"),
        """
        {"architectures": ["Qwen3ForCausalLM"], "model_type": "qwen3", "hidden_size": 1024,
         "num_hidden_layers": 4, "num_attention_heads": 16, "num_key_value_heads": 8,
         "head_dim": 128, "intermediate_size": 3072, "vocab_size": 1000,
         "max_position_embeddings": 40960, "torch_dtype": "bfloat16"}
        """);
    CommandRun run =
        CommandRun.of(
            "generate",
            "--model",
            model.resolve("config.json").toString(),
            "--system=l40s",
            "--gpus=1",
            "--backend=vllm",
            "--artifacts",
            in("deploy"));
    assertEquals(0, run.code(), run.err());
    assertTrue(run.err().contains("Every worker must see the weights in " + model), run.err());
    String script = Files.readString(folder.resolve("deploy/run_local.sh"));
    assertTrue(script.contains("MODEL_PATH=\"${MODEL_PATH:-" + model + "}\""), script);
    assertTrue(script.contains("SERVED_MODEL_NAME:-tiny one}"), script);
  }

  @Test
  void filesThatAreDescribedMustBeAskedFor() {
    assertEquals(2, search("--target", "dynamo").code());
    assertEquals(2, generate().code());
  }

  @Test
  void theStudyOfABundleGivesTheSameResult() {
    CommandRun first = search("--artifacts", in("deploy"), "--backend", "vllm", "--json");
    assertEquals(0, first.code(), first.err());
    CommandRun again = CommandRun.of("search", "--study", in("deploy/study.yaml"), "--json");
    assertEquals(first.out(), again.out());
  }

  @Test
  void whatASearchWritesIsPredictedAsTheSearchPredictedIt() throws IOException {
    for (String mode : List.of("agg", "disagg")) {
      CommandRun found =
          search("--artifacts", in(mode), "--backend", "vllm", "--set", "serving_mode=" + mode);
      assertEquals(0, found.code(), found.err());
      JsonNode prediction =
          new YAMLMapper().readTree(folder.resolve(mode).resolve("prediction.yaml").toFile());
      for (String file : List.of("k8s_deploy.yaml", "llm-d-values.yaml", "run_0.sh")) {
        CommandRun adapted =
            CommandRun.of(
                "adapt",
                in(mode + "/" + file),
                "--system=h200_sxm",
                "--isl=4000",
                "--osl=500",
                "--concurrency=" + prediction.get("concurrency").asLong(),
                "--json");
        assertEquals(0, adapted.code(), adapted.err());
        checkPrediction(prediction, JSON.readTree(adapted.out()), mode + "/" + file);
      }
    }
  }

  private static void checkPrediction(JsonNode prediction, JsonNode predicted, String what) {
    assertEquals(prediction.get("gpus").asInt(), predicted.get("num_total_gpus").asInt(), what);
    for (String[] pair : new String[][] {{"ttft_ms", "ttft"}, {"tpot_ms", "tpot"}}) {
      assertEquals(
          prediction.get("predicted").get(pair[0]).asDouble(),
          predicted.get(pair[1]).asDouble(),
          0.001,
          what + " " + pair[1]);
    }
  }

  @Test
  void aFlagThatMayMatterIsNamedWithItsLine() throws IOException {
    Path script = folder.resolve("start.sh");
    Files.writeString(
        script,
        """
        #!/bin/bash
        set -e
        MODEL=Qwen/Qwen3-32B-FP8
        vllm serve "$MODEL" \\
          --tensor-parallel-size 4 \\
          --cpu-offload-gb 10 > log 2>&1 &
        """);
    CommandRun run =
        CommandRun.of(
            "adapt",
            script.toString(),
            "--system=h200_sxm",
            "--isl=1000",
            "--osl=100",
            "--concurrency=8");
    assertEquals(2, run.code());
    assertEquals("", run.out());
    assertTrue(run.err().contains("line 6: --cpu-offload-gb may matter"), run.err());
  }

  @Test
  void aCommandFromAPipeIsPredicted() throws IOException {
    CommandRun run =
        CommandRun.withInput(
            "vllm serve Qwen/Qwen3-32B-FP8 -tp 4 -O3\n",
            "adapt",
            "-",
            "--system=h200_sxm",
            "--isl=1000",
            "--osl=100",
            "--concurrency=8");
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("perf-data h200_sxm vllm"), run.out());
  }

  @Test
  void whatTheDeploymentDoesNotSayIsAskedFor() {
    CommandRun run = CommandRun.withInput("vllm serve Qwen/Qwen3-32B-FP8\n", "adapt", "-");
    assertEquals(2, run.code());
    for (String key : List.of("system", "isl", "osl", "concurrency")) {
      assertTrue(run.err().contains(key), run.err());
    }
  }

  @Test
  void theKvCacheIsCountedInTokensAndBlocks() throws IOException {
    CommandRun run =
        CommandRun.of(
            "kv-cache",
            "--model=Qwen/Qwen3-32B-FP8",
            "--system=a100_sxm",
            "--backend=vllm",
            "--tp=2",
            "--kvcache=fp8",
            "--memory-fraction=0.9",
            "--block-size=16",
            "--tolerance=0.5",
            "--json");
    assertEquals(0, run.code(), run.err());
    JsonNode answer = JSON.readTree(run.out());
    // 64 layers of 8 KV heads of 128, keys and values, one byte each, over 2 GPUs.
    assertEquals(64 * 4 * 128 * 2, answer.get("kv_size_per_token_bytes").asInt());
    long tokens = answer.get("total_kv_size_tokens").asLong();
    assertEquals(tokens / 16, answer.get("num_gpu_blocks").asLong());
    assertEquals(
        tokens / 2.0, answer.get("tolerance_adjusted").get("total_kv_size_tokens").asLong(), 1);
    double used = 0;
    for (JsonNode part : answer.get("memory_breakdown")) {
      used += part.asDouble();
    }
    assertEquals(0.9 * answer.get("total_gpu_capacity_bytes").asDouble(), used, 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--tp=0",
        "--tp=two",
        "--tp=3",
        "--memory-fraction=1.5",
        "--memory-fraction-kind=of_free",
        "--memory-fraction-kind=half",
        "--tolerance=1",
        "--kvcache=int3",
        "--block-size=0",
        "--system=h2000"
      })
  void aQuestionAboutNoCacheIsRefused(String option) {
    CommandRun run =
        CommandRun.of(
            "kv-cache",
            "--model=Qwen/Qwen3-32B-FP8",
            "--system=h200_sxm",
            "--backend=vllm",
            option);
    assertEquals(2, run.code(), run.err());
    assertFalse(run.err().contains("\tat "), run.err());
  }

  @Test
  void noRoomForACacheIsNoAnswer() {
    CommandRun run =
        CommandRun.of("kv-cache", "--model=Qwen/Qwen3-32B", "--system=l40s", "--backend=vllm");
    assertEquals(1, run.code(), run.err());
    assertTrue(run.err().contains("No memory is left for the KV cache"), run.err());
  }
}

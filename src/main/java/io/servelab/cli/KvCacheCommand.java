package io.servelab.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.servelab.artifact.memory.KvCacheCapacity;
import io.servelab.artifact.memory.KvCacheQuestion;
import io.servelab.hardware.GpuSystems;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.Models;
import io.servelab.table.KvCacheTables;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells how many tokens the KV cache of a rank holds. */
@Command(
    name = "kv-cache",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Tell how many tokens, sequences and blocks the KV cache of a rank holds, and what takes"
            + " the rest.",
    footer = {
      "",
      "Example:",
      "  servelab kv-cache --model Qwen/Qwen3-32B-FP8 --system h200_sxm --backend vllm --tp 2 \\",
      "      --memory-fraction 0.9 --block-size 16 --sequence-length 5000"
    })
final class KvCacheCommand implements Runnable {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Option(
      names = {"--model", "--model-path"},
      required = true,
      paramLabel = "ID_OR_PATH",
      description = "Hugging Face id of a bundled model, or a path to a config.json.")
  private String model = "";

  @Option(
      names = "--system",
      required = true,
      paramLabel = "NAME",
      description = "GPU system, such as h200_sxm; measured or not.")
  private String system = "";

  @Option(
      names = "--backend",
      required = true,
      paramLabel = "NAME",
      description = "Serving engine: trtllm, sglang or vllm.")
  private String backend = "";

  @Mixin private KvCacheOptions worker = new KvCacheOptions();

  @Option(
      names = "--block-size",
      paramLabel = "TOKENS",
      description = "Also count whole blocks of so many tokens.")
  private Optional<Long> blockSize = Optional.empty();

  @Option(
      names = "--sequence-length",
      paramLabel = "TOKENS",
      description = "Also count whole sequences of so many tokens, prompt and answer.")
  private Optional<Long> sequenceLength = Optional.empty();

  @Option(names = "--json", description = "Print the answer as JSON, in bytes.")
  private boolean json;

  @Mixin private DataOption data = new DataOption();

  @Override
  public void run() {
    KvCacheCapacity capacity =
        KvCacheCapacity.of(
            KvCacheQuestion.of(
                new Models().find(model),
                ServingEngine.of(backend),
                GpuSystems.find(data.home(), system),
                worker.values()));
    Optional<Long> blocks = blockSize.map(capacity::blocks);
    Optional<Long> sequences = sequenceLength.map(capacity::sequences);
    if (json) {
      System.out.println(json(capacity, blocks, sequences));
      return;
    }
    System.out.println(KvCacheTables.of(capacity).text());
    blocks.ifPresent(
        count ->
            System.out.println("%,d blocks of %d tokens".formatted(count, blockSize.orElse(0L))));
    sequences.ifPresent(
        count ->
            System.out.println(
                "%,d sequences of %d tokens".formatted(count, sequenceLength.orElse(0L))));
  }

  private static String json(
      KvCacheCapacity capacity, Optional<Long> blocks, Optional<Long> sequences) {
    ObjectNode root = JSON.createObjectNode();
    root.put("total_gpu_capacity_bytes", capacity.capacityBytes());
    root.put("total_kv_size_bytes", capacity.size().bytes());
    root.put("kv_size_per_token_bytes", capacity.bytesPerToken());
    root.put("total_kv_size_tokens", capacity.size().tokens());
    blocks.ifPresent(count -> root.put("num_gpu_blocks", count));
    sequences.ifPresent(count -> root.put("num_sequences", count));
    root.put("source", capacity.source().name().toLowerCase(Locale.ROOT));
    root.set("memory_breakdown", JSON.valueToTree(capacity.breakdown()));
    capacity
        .adjusted()
        .ifPresent(
            adjusted ->
                root.putObject("tolerance_adjusted")
                    .put("total_kv_size_bytes", adjusted.bytes())
                    .put("total_kv_size_tokens", adjusted.tokens()));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

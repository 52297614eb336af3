package io.servelab.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that describe the worker whose KV cache is asked for. */
final class KvCacheOptions {

  @Option(
      names = "--tp",
      paramLabel = "N",
      description = "Tensor-parallel size of attention (default: 1).")
  private Optional<String> tp = Optional.empty();

  @Option(names = "--pp", paramLabel = "N", description = "Pipeline stages (default: 1).")
  private Optional<String> pp = Optional.empty();

  @Option(
      names = "--dp",
      paramLabel = "N",
      description = "Attention data-parallel ranks (default: 1).")
  private Optional<String> dp = Optional.empty();

  @Option(names = "--cp", paramLabel = "N", description = "GPUs that share a prompt (default: 1).")
  private Optional<String> cp = Optional.empty();

  @Option(
      names = "--moe-tp",
      paramLabel = "N",
      description = "Tensor-parallel size of experts (default: what the layout leaves).")
  private Optional<String> moeTp = Optional.empty();

  @Option(
      names = "--moe-ep",
      paramLabel = "N",
      description = "Expert-parallel size (default: what the layout leaves).")
  private Optional<String> moeEp = Optional.empty();

  @Option(
      names = "--gemm",
      paramLabel = "FORMAT",
      description = "Number format of dense projections (default: the checkpoint's).")
  private Optional<String> gemm = Optional.empty();

  @Option(
      names = "--moe",
      paramLabel = "FORMAT",
      description = "Number format of routed experts (default: the checkpoint's).")
  private Optional<String> moe = Optional.empty();

  @Option(
      names = "--kvcache",
      paramLabel = "FORMAT",
      description = "Number format of the KV cache (default: the checkpoint's).")
  private Optional<String> kvcache = Optional.empty();

  @Option(
      names = "--max-num-tokens",
      paramLabel = "TOKENS",
      description = "Tokens of the largest pass of a rank (default: 8192).")
  private Optional<String> maxNumTokens = Optional.empty();

  @Option(
      names = "--max-batch-size",
      paramLabel = "N",
      description = "Requests of a rank (default: 256).")
  private Optional<String> maxBatchSize = Optional.empty();

  @Option(
      names = "--nextn",
      paramLabel = "TOKENS",
      description = "Tokens drafted in each decode step (default: 0).")
  private Optional<String> nextn = Optional.empty();

  @Option(
      names = "--memory-fraction",
      paramLabel = "SHARE",
      description = "Share of memory that the engine is told (default: its own).")
  private Optional<String> memoryFraction = Optional.empty();

  @Option(
      names = "--memory-fraction-kind",
      paramLabel = "KIND",
      description = "of_free or of_total: what you take the share of; checked.")
  private Optional<String> memoryFractionKind = Optional.empty();

  @Option(
      names = "--capacity-gib",
      paramLabel = "GIB",
      description = "Device memory instead of the system's, GiB.")
  private Optional<String> capacityGib = Optional.empty();

  @Option(
      names = "--tolerance",
      paramLabel = "SHARE",
      description = "Share of the result that stays unused (default: 0).")
  private Optional<String> tolerance = Optional.empty();

  /** The values that were given, by key. */
  Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    tp.ifPresent(value -> values.put("tp", value));
    pp.ifPresent(value -> values.put("pp", value));
    dp.ifPresent(value -> values.put("dp", value));
    cp.ifPresent(value -> values.put("cp", value));
    moeTp.ifPresent(value -> values.put("moe_tp", value));
    moeEp.ifPresent(value -> values.put("moe_ep", value));
    gemm.ifPresent(value -> values.put("gemm", value));
    moe.ifPresent(value -> values.put("moe", value));
    kvcache.ifPresent(value -> values.put("kvcache", value));
    maxNumTokens.ifPresent(value -> values.put("max_num_tokens", value));
    maxBatchSize.ifPresent(value -> values.put("max_batch_size", value));
    nextn.ifPresent(value -> values.put("nextn", value));
    memoryFraction.ifPresent(value -> values.put("memory_fraction", value));
    memoryFractionKind.ifPresent(value -> values.put("memory_fraction_kind", value));
    capacityGib.ifPresent(value -> values.put("capacity_gib", value));
    tolerance.ifPresent(value -> values.put("tolerance", value));
    return values;
  }
}

package io.servelab.artifact.memory;

import io.servelab.error.UnknownNameException;
import java.util.Arrays;
import java.util.Locale;

/** What can be said about a worker whose KV cache is asked for. */
public enum KvCacheKey {
  TP("tensor-parallel size of attention", "1"),
  PP("pipeline stages", "1"),
  DP("attention data-parallel ranks", "1"),
  CP("GPUs that share a prompt", "1"),
  MOE_TP("tensor-parallel size of experts", "what the layout leaves"),
  MOE_EP("expert-parallel size", "what the layout leaves"),
  GEMM("number format of dense projections", "the checkpoint's"),
  MOE("number format of routed experts", "the checkpoint's"),
  KVCACHE("number format of the KV cache", "the checkpoint's"),
  MAX_NUM_TOKENS("tokens of the largest pass of a rank", "8192"),
  MAX_BATCH_SIZE("requests of a rank", "256"),
  NEXTN("tokens drafted in each decode step", "0"),
  MEMORY_FRACTION("share of memory that the engine is told, 0 to 1", "the engine's own"),
  MEMORY_FRACTION_KIND("of_free or of_total, what the share is taken of", "the engine's way"),
  CAPACITY_GIB("device memory instead of the system's, GiB", "the system's"),
  TOLERANCE("share of the result that stays unused, 0 to below 1", "0");

  private final String id = name().toLowerCase(Locale.ROOT);
  private final String meaning;
  private final String usual;

  KvCacheKey(String meaning, String usual) {
    this.meaning = meaning;
    this.usual = usual;
  }

  /**
   * The key with this name.
   *
   * @throws UnknownNameException if there is none; names the nearest ones
   */
  public static KvCacheKey of(String id) {
    return Arrays.stream(values())
        .filter(key -> key.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                UnknownNameException.of(
                    "setting of a KV cache",
                    id,
                    Arrays.stream(values()).map(KvCacheKey::id).toList()));
  }

  /** Name in options. */
  public String id() {
    return id;
  }

  /** What it stands for. */
  public String meaning() {
    return meaning;
  }

  /** What holds where it is not said. */
  public String usual() {
    return usual;
  }
}

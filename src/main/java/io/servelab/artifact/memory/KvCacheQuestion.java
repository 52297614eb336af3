package io.servelab.artifact.memory;

import io.servelab.engine.KvShare;
import io.servelab.error.InvalidValueException;
import io.servelab.hardware.GpuSystem;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.ModelConfig;
import io.servelab.model.QuantChoices;
import io.servelab.model.RequestedLayout;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Whose KV cache is asked for. Everything is checked here, before any model is built.
 *
 * @param model the model
 * @param engine serving engine
 * @param system machine
 * @param layout how a worker shards the model
 * @param quant number formats that were chosen; the rest is the checkpoint's
 * @param pass largest pass of a rank
 * @param budget memory that the cache may take
 */
public record KvCacheQuestion(
    ModelConfig model,
    ServingEngine engine,
    GpuSystem system,
    RequestedLayout layout,
    QuantChoices quant,
    Pass pass,
    Budget budget) {

  /**
   * The largest pass of a rank.
   *
   * @param tokens its tokens; draft tokens are not counted
   * @param batch its requests
   * @param draftTokens tokens drafted in each decode step; their layers have weights
   */
  public record Pass(long tokens, long batch, int draftTokens) {

    /** Requires at least one token and request. */
    public Pass {
      if (tokens < 1) {
        throw InvalidValueException.of("max_num_tokens", tokens, "a pass has at least one token.");
      }
      if (batch < 1) {
        throw InvalidValueException.of("max_batch_size", batch, "a pass has at least one request.");
      }
      if (draftTokens < 0) {
        throw InvalidValueException.of("nextn", draftTokens, "drafts cannot be negative.");
      }
    }
  }

  /**
   * Memory that the cache may take.
   *
   * @param basis what the fraction is taken of
   * @param fraction the share, in [0, 1]
   * @param capacityBytes device memory instead of the machine's, bytes
   * @param tolerance share of the result that a careful caller leaves unused, in [0, 1)
   */
  public record Budget(
      KvShare.Basis basis, double fraction, OptionalLong capacityBytes, double tolerance) {

    /** Requires shares in their ranges and a positive capacity. */
    public Budget {
      if (!(fraction >= 0 && fraction <= 1)) {
        throw InvalidValueException.of(
            "memory_fraction", fraction, "a share lies between 0 and 1.");
      }
      if (!(tolerance >= 0 && tolerance < 1)) {
        throw InvalidValueException.of(
            "tolerance", tolerance, "it lies between 0 and 1, 1 excluded.");
      }
      if (capacityBytes.isPresent() && capacityBytes.getAsLong() < 1) {
        throw InvalidValueException.of(
            "capacity", capacityBytes.getAsLong(), "a device has memory.");
      }
    }
  }

  /**
   * A question as a person writes it.
   *
   * @param values what is known of the worker, by name of a {@link KvCacheKey}
   * @throws io.servelab.error.UnknownNameException if there is no such key; names the nearest ones
   * @throws InvalidValueException if a value cannot be used
   */
  public static KvCacheQuestion of(
      ModelConfig model, ServingEngine engine, GpuSystem system, Map<String, ?> values) {
    return new KvCacheReader(values).question(model, engine, system);
  }

  /** Requires that the engine counts its share as it is given. */
  public KvCacheQuestion {
    KvShare.Basis counted = basis(engine);
    if (budget.basis != counted) {
      throw InvalidValueException.of(
          "memory_fraction_kind",
          word(budget.basis),
          engine + " takes its share " + word(counted) + " memory.");
    }
  }

  /** What an engine takes its share of. */
  public static KvShare.Basis basis(ServingEngine engine) {
    return engine == ServingEngine.TRTLLM ? KvShare.Basis.OF_FREE : KvShare.Basis.OF_TOTAL;
  }

  private static String word(KvShare.Basis basis) {
    return basis.name().toLowerCase(Locale.ROOT);
  }

  /** Device memory, bytes. */
  long capacityBytes() {
    return budget.capacityBytes.orElse(system.gpu().memoryCapacityBytes());
  }
}

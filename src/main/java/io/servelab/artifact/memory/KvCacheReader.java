package io.servelab.artifact.memory;

import io.servelab.artifact.plan.Release;
import io.servelab.engine.EngineRules;
import io.servelab.engine.KvShare;
import io.servelab.error.InvalidValueException;
import io.servelab.error.UnknownNameException;
import io.servelab.hardware.GpuSystem;
import io.servelab.hardware.ServingEngine;
import io.servelab.layers.LayerPlan;
import io.servelab.layers.PlanOptions;
import io.servelab.model.GemmQuant;
import io.servelab.model.KvQuant;
import io.servelab.model.ModelConfig;
import io.servelab.model.MoeQuant;
import io.servelab.model.ParallelRules;
import io.servelab.model.QuantChoices;
import io.servelab.model.QuantContext;
import io.servelab.model.QuantInference;
import io.servelab.model.RequestedLayout;
import io.servelab.perf.Lanes;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/** Reads a question from keys and values, as a person writes them. */
final class KvCacheReader {

  private final Map<KvCacheKey, String> said = new EnumMap<>(KvCacheKey.class);

  KvCacheReader(Map<String, ?> values) {
    values.forEach((key, value) -> said.put(KvCacheKey.of(key), value.toString().strip()));
  }

  KvCacheQuestion question(ModelConfig model, ServingEngine engine, GpuSystem system) {
    RequestedLayout layout =
        new RequestedLayout(
            width(KvCacheKey.TP),
            width(KvCacheKey.PP),
            width(KvCacheKey.DP),
            optional(KvCacheKey.MOE_TP),
            optional(KvCacheKey.MOE_EP),
            width(KvCacheKey.CP));
    QuantChoices quant =
        new QuantChoices(
            format(KvCacheKey.GEMM, GemmQuant::of),
            format(KvCacheKey.MOE, MoeQuant::of),
            format(KvCacheKey.KVCACHE, KvQuant::of),
            Optional.empty(),
            Optional.empty());
    KvCacheQuestion.Pass pass =
        new KvCacheQuestion.Pass(
            whole(KvCacheKey.MAX_NUM_TOKENS),
            whole(KvCacheKey.MAX_BATCH_SIZE),
            Math.toIntExact(whole(KvCacheKey.NEXTN)));
    double fraction =
        said.containsKey(KvCacheKey.MEMORY_FRACTION)
            ? number(KvCacheKey.MEMORY_FRACTION)
            : ownFraction(model, engine, system, layout, quant);
    return new KvCacheQuestion(
        model,
        engine,
        system,
        layout,
        quant,
        pass,
        new KvCacheQuestion.Budget(
            basis(engine), fraction, capacityBytes(), number(KvCacheKey.TOLERANCE)));
  }

  private KvShare.Basis basis(ServingEngine engine) {
    String kind = said.get(KvCacheKey.MEMORY_FRACTION_KIND);
    if (kind == null) {
      return KvCacheQuestion.basis(engine);
    }
    return Arrays.stream(KvShare.Basis.values())
        .filter(basis -> basis.name().toLowerCase(Locale.ROOT).equals(kind))
        .findFirst()
        .orElseThrow(
            () ->
                UnknownNameException.of(
                    "memory_fraction_kind", kind, List.of("of_free", "of_total")));
  }

  /** The share that the engine takes where nobody tells it one. */
  private static double ownFraction(
      ModelConfig model,
      ServingEngine engine,
      GpuSystem system,
      RequestedLayout layout,
      QuantChoices quant) {
    LayerPlan plan =
        new LayerPlan(
            model,
            ParallelRules.complete(model, layout),
            QuantInference.infer(model, QuantContext.deployment(system, engine), quant),
            engine,
            system,
            Lanes.NONE,
            PlanOptions.NONE);
    return EngineRules.of(engine).kvShare(plan, Release.usual(engine).version().text()).fraction();
  }

  private OptionalLong capacityBytes() {
    return said.containsKey(KvCacheKey.CAPACITY_GIB)
        ? OptionalLong.of((long) (number(KvCacheKey.CAPACITY_GIB) * (1L << 30)))
        : OptionalLong.empty();
  }

  private <Q> Optional<Q> format(KvCacheKey key, Function<String, Q> parse) {
    return Optional.ofNullable(said.get(key)).map(parse);
  }

  private OptionalInt optional(KvCacheKey key) {
    return said.containsKey(key) ? OptionalInt.of(width(key)) : OptionalInt.empty();
  }

  private int width(KvCacheKey key) {
    long width = whole(key);
    if (width < 1 || width > Integer.MAX_VALUE) {
      throw InvalidValueException.of(key.id(), width, "a size is at least 1.");
    }
    return (int) width;
  }

  private long whole(KvCacheKey key) {
    String text = said.getOrDefault(key, key.usual());
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException other) {
      throw InvalidValueException.of(key.id(), text, "expected a whole number.");
    }
  }

  private double number(KvCacheKey key) {
    String text = said.getOrDefault(key, key.usual());
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException other) {
      throw InvalidValueException.of(key.id(), text, "expected a number.");
    }
  }
}

package io.servelab.estimate;

import io.servelab.engine.Worker;
import io.servelab.error.InvalidValueException;
import io.servelab.hardware.GpuSystem;
import io.servelab.hardware.ServingEngine;
import io.servelab.layers.LayerPlan;
import io.servelab.layers.ModelLayers;
import io.servelab.layers.PlanOptions;
import io.servelab.layers.WideExperts;
import io.servelab.model.Architecture;
import io.servelab.model.FmhaQuant;
import io.servelab.model.InferredQuant;
import io.servelab.model.KvQuant;
import io.servelab.model.ModelConfig;
import io.servelab.model.ParallelRules;
import io.servelab.model.Parallelism;
import io.servelab.model.QuantContext;
import io.servelab.model.QuantInference;
import io.servelab.op.attention.MeasuredFormats;
import io.servelab.perf.Lanes;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.RuleSet;

/** Builds workers: infers what was left open, checks what was asked, binds the operations. */
public final class WorkerFactory {

  private WorkerFactory() {}

  /**
   * Builds a worker.
   *
   * @throws InvalidValueException if the layout cannot shard the model or a choice cannot run
   */
  public static Worker build(WorkerSpec spec) {
    LayerPlan plan = plan(spec);
    return Worker.of(plan, ModelLayers.stack(plan, spec.choices().edits()), spec.database());
  }

  /**
   * Checks alone whether the experts of a worker can exchange tokens. Deployments of several
   * workers check it for all of them before they build one, so that the first thing they refuse is
   * what no other choice of formats or kernels would help.
   *
   * @throws io.servelab.error.NoDataException if experts lie on several nodes and no exchange
   *     between them was measured
   */
  public static void requireExchange(WorkerSpec spec) {
    Parallelism layout = ParallelRules.complete(spec.model(), spec.layout());
    ExchangeChoice.of(spec, layout, inferred(spec).experts());
  }

  /**
   * Checks alone whether a worker's formats can be answered for and its layout can shard the model.
   *
   * @throws InvalidValueException if either cannot
   */
  public static void requireSharding(WorkerSpec spec) {
    Parallelism layout = ParallelRules.complete(spec.model(), spec.layout());
    InferredQuant inferred = inferred(spec);
    WideExperts wide = ExchangeChoice.of(spec, layout, inferred.experts());
    checkSharding(spec, layout, formats(inferred, wide, spec));
  }

  private static void checkSharding(WorkerSpec spec, Parallelism layout, InferredQuant quant) {
    if (spec.database().rules() == RuleSet.REFERENCE) {
      ParallelRules.checkSharding(spec.model(), layout, quant.experts());
    } else {
      ParallelRules.checkDivision(spec.model(), layout);
    }
  }

  private static InferredQuant inferred(WorkerSpec spec) {
    PerfDatabase database = spec.database();
    return QuantInference.infer(
        spec.model(),
        new QuantContext(database.system(), database.engine(), spec.purpose(), false),
        spec.choices().quant());
  }

  /** Everything that decides the operations of a worker. */
  public static LayerPlan plan(WorkerSpec spec) {
    PerfDatabase database = spec.database();
    ModelConfig model = spec.model();
    GpuSystem system = database.system();
    ServingEngine engine = database.engine();
    Parallelism layout = ParallelRules.complete(model, spec.layout());
    InferredQuant inferred = inferred(spec);
    WideExperts wide = ExchangeChoice.of(spec, layout, inferred.experts());
    InferredQuant quant = formats(inferred, wide, spec);
    int draftTokens = spec.choices().speculation().draftTokens();
    ParallelRules.checkDraftTokens(model, draftTokens);
    ParallelRules.checkContextParallelism(model, layout, engine);
    checkSharding(spec, layout, quant);
    LayerPlan plan =
        new LayerPlan(
            model,
            layout,
            quant,
            engine,
            system,
            Lanes.NONE,
            PlanOptions.NONE
                .withRules(database.rules())
                .withDraftTokens(draftTokens)
                .withEncoderDataParallel(spec.choices().encoderDataParallel())
                .withWideExperts(wide)
                .withLatentKernel(latentKernel(spec)));
    return ModelLayers.choosesAttentionKernel(plan)
        ? plan.withLanes(Lanes.of(database, spec.choices().attentionBackend()))
        : plan;
  }

  private static String latentKernel(WorkerSpec spec) {
    String chosen = spec.choices().attentionBackend();
    return chosen.isBlank() || chosen.equals(Lanes.DEFAULT)
        ? PlanOptions.NONE.latentKernel()
        : chosen;
  }

  private static InferredQuant formats(InferredQuant inferred, WideExperts wide, WorkerSpec spec) {
    return wide.any() ? wideFormats(inferred, spec) : measuredFmha(inferred, spec);
  }

  /** SGLang's wide DeepSeek attends in block-scaled FP8 unless told otherwise. */
  private static InferredQuant wideFormats(InferredQuant quant, WorkerSpec spec) {
    boolean latent = spec.model().architecture() == Architecture.DEEPSEEK_V3;
    if (spec.database().engine() != ServingEngine.SGLANG || !latent) {
      boolean searched = spec.purpose() == QuantContext.Purpose.SEARCH;
      return searched && !quant.fmhaExplicit() ? measuredFmha(quant, spec) : quant;
    }
    String reason = "sglang's wide expert parallelism";
    InferredQuant cached =
        spec.choices().quant().kv().isPresent() ? quant : quant.withKv(KvQuant.FP8, reason);
    return cached.fmhaExplicit() ? cached : cached.withFmha(FmhaQuant.FP8_BLOCK, reason);
  }

  /**
   * Where prefill runs, an FP8 attention product that was inferred gives way if only 16-bit ones
   * were measured; one that was chosen is refused, unless it was measured with another cache and
   * the cache was not chosen.
   */
  private static InferredQuant measuredFmha(InferredQuant quant, WorkerSpec spec) {
    if (quant.modes().fmha() != FmhaQuant.FP8 || !spec.role().prefills()) {
      return quant;
    }
    PerfDatabase database = spec.database();
    String table = ModelLayers.prefillTable(spec.model(), database.engine());
    MeasuredFormats measured = MeasuredFormats.of(database, table);
    if (quant.fmhaExplicit()) {
      boolean anyCache = spec.choices().quant().kv().isEmpty() && measured.has(FmhaQuant.FP8);
      if (!anyCache && !measured.allows(FmhaQuant.FP8, quant.modes().kv())) {
        throw InvalidValueException.of(
            "fmha_quant_mode",
            FmhaQuant.FP8,
            "table " + table + " of " + database + " has no such rows.\nMaybe choose bfloat16.");
      }
      return quant;
    }
    return measured.allows(FmhaQuant.FP8, quant.modes().kv())
        ? quant
        : quant.withFmha(
            FmhaQuant.BFLOAT16, "table " + table + " of " + database + " has no FP8 product");
  }
}

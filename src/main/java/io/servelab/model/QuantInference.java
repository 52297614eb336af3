package io.servelab.model;

import io.servelab.error.InvalidValueException;
import io.servelab.hardware.ServingEngine;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Infers number formats from a checkpoint, an engine and a device.
 *
 * <p>A choice beats the checkpoint, the checkpoint beats bfloat16. Whether the tables measured an
 * inferred FP8 attention product is another question, asked where the tables are.
 */
public final class QuantInference {

  private final ModelConfig model;
  private final QuantContext context;
  private final QuantChoices choices;
  private final Map<String, String> reasons = new HashMap<>();

  private QuantInference(ModelConfig model, QuantContext context, QuantChoices choices) {
    this.model = model;
    this.context = context;
    this.choices = choices;
  }

  /**
   * Infers every format that was not chosen.
   *
   * @param model the model, with what its checkpoint states
   * @param context where it will run
   * @param choices formats that were chosen
   * @throws InvalidValueException if the checkpoint uses a quantisation method that is not modelled
   */
  public static InferredQuant infer(ModelConfig model, QuantContext context, QuantChoices choices) {
    return new QuantInference(model, context, choices).infer();
  }

  private InferredQuant infer() {
    CheckpointModes checkpoint = CheckpointModes.of(model);
    FmhaQuant fmha = resolve("fmha", choices.fmha(), checkpoint.fmha(), FmhaQuant.BFLOAT16);
    QuantModes modes =
        new QuantModes(
            gemm(resolve("gemm", choices.gemm(), checkpoint.gemm(), GemmQuant.BFLOAT16)),
            moe(resolve("moe", choices.moe(), checkpoint.moe(), MoeQuant.BFLOAT16)),
            resolve("kv", choices.kv(), checkpoint.kv(), KvQuant.BFLOAT16),
            dropped(fmha),
            resolve("comm", choices.comm(), Optional.empty(), CommQuant.HALF));
    // Where a device has replaced the format, it holds for all projections, as a chosen one does.
    boolean decided = choices.gemm().isPresent() || modes.gemm() == GemmQuant.NVFP4_WO;
    Map<Projection, GemmQuant> projections = ProjectionFormats.of(model, decided);
    return new InferredQuant(
        modes,
        excludesExperts(projections) ? MoeQuant.BFLOAT16 : modes.moe(),
        projections,
        choices.fmha().isPresent(),
        fmha,
        reasons);
  }

  /** Gemma's experts belong to the feed-forward layers that a checkpoint excludes. */
  private boolean excludesExperts(Map<Projection, GemmQuant> projections) {
    return model.family() == Family.GEMMA4MIX && projections.containsKey(Projection.FEED_FORWARD);
  }

  private <Q extends QuantMode> Q resolve(
      String what, Optional<Q> chosen, Optional<Q> stated, Q otherwise) {
    if (chosen.isPresent()) {
      reasons.put(what, "chosen");
      return chosen.get();
    }
    if (stated.isPresent()) {
      reasons.put(what, "checkpoint: " + model.checkpoint().summary());
      return stated.get();
    }
    reasons.put(what, "default: the checkpoint states nothing");
    return otherwise;
  }

  private GemmQuant gemm(GemmQuant mode) {
    if (mode == GemmQuant.NVFP4 && !context.isBlackwell()) {
      return because("gemm", GemmQuant.NVFP4_WO, noFp4Units());
    }
    return mode;
  }

  private MoeQuant moe(MoeQuant resolved) {
    MoeQuant mode = choices.moe().isPresent() ? resolved : engineMoe(resolved);
    if (mode == MoeQuant.NVFP4 && !context.isBlackwell()) {
      return because("moe", MoeQuant.NVFP4_WO, noFp4Units());
    }
    return mode;
  }

  /** Engines that run a checkpoint's experts in another format than it states. */
  private MoeQuant engineMoe(MoeQuant mode) {
    ServingEngine engine = context.engine();
    boolean fp4OnBlackwell = mode == MoeQuant.W4A16_MXFP4 && context.isBlackwell();
    if (engine == ServingEngine.VLLM
        && model.family() == Family.NEMOTRONH
        && mode == MoeQuant.W4A16_NVFP4) {
      return because("moe", MoeQuant.NVFP4, "vllm quantises these activations as well");
    }
    if (engine == ServingEngine.SGLANG
        && model.family() == Family.DEEPSEEKV4
        && mode == MoeQuant.W4A8_MXFP4_MXFP8) {
      return sglangDeepSeekV4(mode);
    }
    if (engine == ServingEngine.SGLANG && model.family() == Family.KIMIK3 && fp4OnBlackwell) {
      return because("moe", MoeQuant.W4A8_MXFP4_MXFP8, "sglang takes MXFP8 activations here");
    }
    if (engine == ServingEngine.TRTLLM
        && model.architecture() == Architecture.GPT_OSS
        && fp4OnBlackwell
        && context.purpose() == QuantContext.Purpose.SEARCH) {
      return because("moe", MoeQuant.W4A8_MXFP4_MXFP8, "trtllm takes MXFP8 activations here");
    }
    return mode;
  }

  private MoeQuant sglangDeepSeekV4(MoeQuant mode) {
    if (context.megaMoe()) {
      return mode;
    }
    if (context.isBlackwell()) {
      return because(
          "moe", MoeQuant.W4A8_MXFP4_MXFP8_TRTLLM, "sglang takes the trtllm kernel on Blackwell");
    }
    if (context.isHopper()) {
      return because(
          "moe", MoeQuant.W4A16_MXFP4_CUTLASS, "sglang takes the cutlass kernel on Hopper");
    }
    return mode;
  }

  private FmhaQuant dropped(FmhaQuant mode) {
    if (choices.fmha().isPresent()
        || mode != FmhaQuant.FP8
        || context.purpose() == QuantContext.Purpose.SEARCH) {
      return mode;
    }
    if (context.engine() == ServingEngine.VLLM) {
      return because("fmha", FmhaQuant.BFLOAT16, "vllm has no FP8 attention product");
    }
    return switch (model.family()) {
      case DEEPSEEKV32, DEEPSEEKV4 ->
          because("fmha", FmhaQuant.BFLOAT16, "sparse attention has no FP8 product");
      default -> mode;
    };
  }

  private <Q> Q because(String what, Q mode, String reason) {
    reasons.merge(what, reason, (before, after) -> before + "; " + after);
    return mode;
  }

  private String noFp4Units() {
    return context.system().name() + " cannot multiply FP4, so only weights are stored in it";
  }
}

package io.servelab.accuracy;

import io.servelab.accuracy.MeasuredPoint.Deployed;
import io.servelab.accuracy.MeasuredPoint.Formats;
import io.servelab.hardware.Gpu;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.Architecture;
import io.servelab.model.GemmQuant;
import io.servelab.model.KvQuant;
import io.servelab.model.ModelConfig;
import io.servelab.model.Models;
import io.servelab.model.MoeQuant;
import io.servelab.model.QuantChoices;
import java.util.Locale;
import java.util.Optional;

/**
 * How the model and the number formats of a measured point were understood.
 *
 * <p>Where a checkpoint of the stated precision is bundled, it says more about its formats than the
 * labels of a point, which are one word for the whole model; labels count where there is none.
 *
 * @param model the configuration
 * @param quant formats that do not follow from the checkpoint
 */
record DeploymentReading(ModelConfig model, QuantChoices quant) {

  private static final int BLACKWELL = 100;

  static DeploymentReading of(Deployed deployed, Models models, Gpu gpu) {
    String precision = precision(deployed.formats());
    ModelAliases.Checkpoint checkpoint = ModelAliases.find(deployed.model(), precision);
    ModelConfig model = models.find(checkpoint.id());
    if (model.architecture() == Architecture.GPT_OSS) {
      return new DeploymentReading(model, gptOss(deployed.engine(), gpu));
    }
    return new DeploymentReading(
        model, checkpoint.inPrecision() ? QuantChoices.NONE : labelled(deployed, precision));
  }

  /** Labels of this model are wrong: whatever they say, its experts run in MXFP4. */
  private static QuantChoices gptOss(ServingEngine engine, Gpu gpu) {
    boolean quantisesActivations = engine != ServingEngine.SGLANG && gpu.smAtLeast(BLACKWELL);
    return quantisesActivations
        ? QuantChoices.NONE.withMoe(MoeQuant.W4A8_MXFP4_MXFP8)
        : QuantChoices.NONE;
  }

  private static QuantChoices labelled(Deployed deployed, String precision) {
    Formats formats = deployed.formats();
    ServingEngine engine = deployed.engine();
    Optional<GemmQuant> gemm = Optional.empty();
    Optional<MoeQuant> moe = Optional.empty();
    if (!formats.gemm().isEmpty()) {
      gemm = Optional.of(GemmQuant.of(formats.gemm()));
    } else if (precision.equals("fp8")) {
      gemm = Optional.of(GemmQuant.FP8);
    } else if (precision.equals("fp4")) {
      gemm = Optional.of(GemmQuant.NVFP4);
    }
    if (!formats.moe().isEmpty()) {
      moe = Optional.of(MoeQuant.of(formats.moe()));
    }
    return new QuantChoices(
        gemm,
        moe,
        cacheIsFp8(precision, engine) ? Optional.of(KvQuant.FP8) : Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** FP4 checkpoints ship with scales for an FP8 cache; of FP8 ones, those for TensorRT-LLM do. */
  private static boolean cacheIsFp8(String precision, ServingEngine engine) {
    return precision.equals("fp4") || (precision.equals("fp8") && engine == ServingEngine.TRTLLM);
  }

  private static String precision(Formats formats) {
    String stated = formats.precision().toLowerCase(Locale.ROOT);
    String word = stated.isEmpty() ? formats.gemm().toLowerCase(Locale.ROOT) : stated;
    return switch (word) {
      case "", "default", "none" -> "";
      case "fp4", "nvfp4" -> "fp4";
      case "fp8", "fp8_block", "fp8_static" -> "fp8";
      case "int4", "int4_wo" -> "int4";
      default -> word.startsWith("bf") ? "bf16" : word;
    };
  }
}

package io.servelab.model;

import io.servelab.error.InvalidValueException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Number formats that a checkpoint implies, whatever it runs on.
 *
 * @param gemm dense projections
 * @param moe routed experts
 * @param kv KV cache
 * @param fmha attention product in prefill
 * @param unquantised groups of projections that the checkpoint keeps in 16 bit
 */
record CheckpointModes(
    Optional<GemmQuant> gemm,
    Optional<MoeQuant> moe,
    Optional<KvQuant> kv,
    Optional<FmhaQuant> fmha,
    Set<Projection> unquantised) {

  static CheckpointModes of(ModelConfig model) {
    CheckpointFormat format = model.checkpoint();
    boolean isV4 = model.family() == Family.DEEPSEEKV4;
    boolean fp8Attention =
        format.isQuantised()
            && (format.kvAlgorithm().equals("fp8")
                || Set.of("fp8", "fp8_block", "nvfp4").contains(format.algorithm()));
    return new CheckpointModes(
        gemm(format),
        isV4 && format.expertFormat().equals("fp4") && !mentionsNvfp4(format)
            ? Optional.of(MoeQuant.W4A8_MXFP4_MXFP8)
            : moe(format),
        isV4 ? Optional.of(KvQuant.FP8) : kv(format, fp8Attention),
        fp8Attention ? Optional.of(FmhaQuant.FP8) : Optional.empty(),
        unquantised(model));
  }

  private static Optional<GemmQuant> gemm(CheckpointFormat format) {
    return switch (format.algorithm()) {
      case "" -> Optional.empty();
      case "mixed_precision" -> mixedGemm(format);
      case "compressed-tensors" ->
          format.layers().excludesAny("self_attn", "q_proj", "k_proj", "v_proj", "o_proj")
              ? Optional.empty()
              : gemm(format.layers().base(), true);
      default -> gemm(format.algorithm(), format.dynamicActivations());
    };
  }

  private static Optional<GemmQuant> gemm(String algorithm, boolean dynamic) {
    return switch (algorithm) {
      case "" -> Optional.empty();
      case "fp8" -> Optional.of(dynamic ? GemmQuant.FP8 : GemmQuant.FP8_STATIC);
      case "fp8_block", "mxfp8" -> Optional.of(GemmQuant.FP8_BLOCK);
      case "nvfp4" -> Optional.of(GemmQuant.NVFP4);
      case "w4a16_nvfp4" -> Optional.of(GemmQuant.W4A16_NVFP4);
      case "int4_wo" -> Optional.of(GemmQuant.INT4_WO);
      case "int8_wo" -> Optional.of(GemmQuant.INT8_WO);
      case "mxfp4" -> Optional.of(GemmQuant.BFLOAT16);
      default -> throw unknown(algorithm);
    };
  }

  private static Optional<MoeQuant> moe(CheckpointFormat format) {
    return switch (format.algorithm()) {
      case "" -> Optional.empty();
      case "mixed_precision" -> mixedMoe(format);
      case "compressed-tensors" ->
          format.layers().excluded().stream()
                  .anyMatch(name -> name.contains("expert") && !name.contains("shared_expert"))
              ? Optional.empty()
              : moe(format.layers().base());
      default -> moe(format.algorithm());
    };
  }

  private static Optional<MoeQuant> moe(String algorithm) {
    return switch (algorithm) {
      case "" -> Optional.empty();
      case "fp8" -> Optional.of(MoeQuant.FP8);
      case "fp8_block", "mxfp8" -> Optional.of(MoeQuant.FP8_BLOCK);
      case "nvfp4" -> Optional.of(MoeQuant.NVFP4);
      case "w4a16_nvfp4" -> Optional.of(MoeQuant.W4A16_NVFP4);
      case "int4_wo" -> Optional.of(MoeQuant.INT4_WO);
      case "mxfp4" -> Optional.of(MoeQuant.W4A16_MXFP4);
      default -> throw unknown(algorithm);
    };
  }

  private static Optional<GemmQuant> mixedGemm(CheckpointFormat format) {
    if (!format.layers().base().isEmpty()) {
      return gemm(format.layers().base(), format.dynamicActivations());
    }
    Collection<String> algorithms = format.layers().algorithms().values();
    return first(algorithms, "mxfp8", "fp8", "w4a16_nvfp4", "nvfp4")
        .flatMap(algorithm -> gemm(algorithm, format.dynamicActivations()));
  }

  private static Optional<MoeQuant> mixedMoe(CheckpointFormat format) {
    Collection<String> algorithms =
        format.layers().algorithms().entrySet().stream()
            .filter(layer -> isRoutedExpert(layer.getKey()))
            .map(java.util.Map.Entry::getValue)
            .toList();
    return first(algorithms, "w4a16_nvfp4", "nvfp4", "mxfp8", "fp8")
        .flatMap(CheckpointModes::moe);
  }

  private static boolean isRoutedExpert(String layer) {
    return layer.contains("experts") && !layer.contains("shared_expert");
  }

  private static Optional<String> first(Collection<String> present, String... wanted) {
    for (String algorithm : wanted) {
      if (present.contains(algorithm)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  private static boolean mentionsNvfp4(CheckpointFormat format) {
    return format.algorithm().equals("nvfp4")
        || format.layers().algorithms().containsValue("nvfp4");
  }

  private static Optional<KvQuant> kv(CheckpointFormat format, boolean fp8Attention) {
    return switch (format.kvAlgorithm()) {
      case "fp8" -> Optional.of(KvQuant.FP8);
      case "bfloat16" -> Optional.of(KvQuant.BFLOAT16);
      default -> fp8Attention ? Optional.of(KvQuant.FP8) : Optional.empty();
    };
  }

  private static Set<Projection> unquantised(ModelConfig model) {
    LayerFormats layers = model.checkpoint().layers();
    Set<Projection> groups = EnumSet.noneOf(Projection.class);
    for (String name : layers.excluded()) {
      groups.addAll(ExcludedProjections.named(name));
    }
    return groups;
  }

  private static InvalidValueException unknown(String algorithm) {
    return InvalidValueException.of(
        "quantisation method of the checkpoint",
        algorithm,
        "it is not modelled.\nChoose the gemm and moe formats explicitly.");
  }
}

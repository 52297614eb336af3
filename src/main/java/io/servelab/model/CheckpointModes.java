package io.servelab.model;

import io.servelab.error.InvalidValueException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Number formats that a checkpoint implies, whatever it runs on.
 *
 * @param gemm dense projections
 * @param moe routed experts
 * @param kv KV cache
 * @param fmha attention product in prefill
 */
record CheckpointModes(
    Optional<GemmQuant> gemm,
    Optional<MoeQuant> moe,
    Optional<KvQuant> kv,
    Optional<FmhaQuant> fmha) {

  private static final Set<String> FP8_ATTENTION =
      Set.of(CheckpointFormat.FP8, CheckpointFormat.FP8_BLOCK, CheckpointFormat.NVFP4);

  /**
   * Reads the formats off a checkpoint.
   *
   * @throws InvalidValueException if its quantisation method is not modelled
   */
  static CheckpointModes of(ModelConfig model) {
    CheckpointFormat format = model.checkpoint();
    boolean fp8Attention =
        format.isQuantised()
            && (format.kvAlgorithm().equals(CheckpointFormat.FP8)
                || FP8_ATTENTION.contains(format.algorithm()));
    boolean fp8Cache =
        fp8Attention
            || format.kvAlgorithm().equals(CheckpointFormat.FP8)
            || model.family() == Family.DEEPSEEKV4;
    return new CheckpointModes(
        gemm(format),
        expertMode(model),
        fp8Cache
            ? Optional.of(KvQuant.FP8)
            : statedIf(!format.kvAlgorithm().isEmpty(), KvQuant.BFLOAT16),
        statedIf(fp8Attention, FmhaQuant.FP8));
  }

  /** Whether the experts are FP4 by design and no later quantisation replaced them. */
  private static boolean hasNativeFp4Experts(ModelConfig model) {
    CheckpointFormat format = model.checkpoint();
    boolean requantised =
        format.algorithm().equals(CheckpointFormat.MIXED_PRECISION)
            && format.layers().named().stream()
                .filter(LayerFormats.Named::isRoutedExpert)
                .anyMatch(layer -> layer.algorithm().equals(CheckpointFormat.NVFP4));
    return model.family() == Family.DEEPSEEKV4 && format.hasFp4Experts() && !requantised;
  }

  /** Format of dense projections by method; empty where the method is none for them. */
  static Optional<GemmQuant> gemm(String algorithm, boolean dynamicActivations) {
    return switch (algorithm) {
      case CheckpointFormat.FP8 ->
          Optional.of(dynamicActivations ? GemmQuant.FP8 : GemmQuant.FP8_STATIC);
      case CheckpointFormat.FP8_BLOCK, CheckpointFormat.MXFP8 -> Optional.of(GemmQuant.FP8_BLOCK);
      case CheckpointFormat.NVFP4 -> Optional.of(GemmQuant.NVFP4);
      case CheckpointFormat.W4A16_NVFP4 -> Optional.of(GemmQuant.W4A16_NVFP4);
      case CheckpointFormat.INT4 -> Optional.of(GemmQuant.INT4_WO);
      case CheckpointFormat.INT8 -> Optional.of(GemmQuant.INT8_WO);
      default -> Optional.empty();
    };
  }

  private static Optional<MoeQuant> moe(String algorithm) {
    return switch (algorithm) {
      case CheckpointFormat.FP8 -> Optional.of(MoeQuant.FP8);
      case CheckpointFormat.FP8_BLOCK, CheckpointFormat.MXFP8 -> Optional.of(MoeQuant.FP8_BLOCK);
      case CheckpointFormat.NVFP4 -> Optional.of(MoeQuant.NVFP4);
      case CheckpointFormat.W4A16_NVFP4 -> Optional.of(MoeQuant.W4A16_NVFP4);
      case CheckpointFormat.INT4 -> Optional.of(MoeQuant.INT4_WO);
      case CheckpointFormat.MXFP4 -> Optional.of(MoeQuant.W4A16_MXFP4);
      default -> Optional.empty();
    };
  }

  private static Optional<GemmQuant> gemm(CheckpointFormat format) {
    LayerFormats layers = format.layers();
    return switch (format.algorithm()) {
      case "", CheckpointFormat.MXFP4 -> Optional.empty();
      case CheckpointFormat.FP8, CheckpointFormat.FP8_BLOCK, CheckpointFormat.NVFP4 ->
          gemm(format.algorithm(), format.dynamicActivations());
      case CheckpointFormat.MIXED_PRECISION ->
          mixed(
                  format,
                  layers.named().stream().filter(layer -> !layer.isRoutedExpert()).toList(),
                  CheckpointFormat.MXFP8,
                  CheckpointFormat.FP8,
                  CheckpointFormat.W4A16_NVFP4,
                  CheckpointFormat.NVFP4)
              .flatMap(algorithm -> gemm(algorithm, format.dynamicActivations()));
      case CheckpointFormat.COMPRESSED_TENSORS ->
          layers.excludesAny("self_attn", "q_proj", "k_proj", "v_proj", "o_proj")
              ? Optional.empty()
              : compressed("projections", layers.base(), gemm(layers.base(), true));
      default -> throw unknown(format.algorithm());
    };
  }

  /** A dense model has no experts whose format could be unknown. */
  private static Optional<MoeQuant> expertMode(ModelConfig model) {
    if (hasNativeFp4Experts(model)) {
      return Optional.of(MoeQuant.W4A8_MXFP4_MXFP8);
    }
    boolean none =
        !model.isMoe() && model.checkpoint().layers().base().equals(CheckpointFormat.INT8);
    return none ? Optional.empty() : moe(model.checkpoint());
  }

  private static Optional<MoeQuant> moe(CheckpointFormat format) {
    LayerFormats layers = format.layers();
    return switch (format.algorithm()) {
      case "" -> Optional.empty();
      case CheckpointFormat.MIXED_PRECISION ->
          first(
                  layers.named().stream().filter(LayerFormats.Named::isRoutedExpert).toList(),
                  CheckpointFormat.W4A16_NVFP4,
                  CheckpointFormat.NVFP4,
                  CheckpointFormat.MXFP8,
                  CheckpointFormat.FP8)
              .flatMap(CheckpointModes::moe);
      case CheckpointFormat.COMPRESSED_TENSORS ->
          layers.excludesRoutedExperts()
              ? Optional.empty()
              : compressed("experts", layers.base(), moe(layers.base()));
      default -> moe(format.algorithm());
    };
  }

  private static Optional<String> mixed(
      CheckpointFormat format, List<LayerFormats.Named> layers, String... byPrecedence) {
    String base = format.layers().base();
    return base.isEmpty() ? first(layers, byPrecedence) : Optional.of(base);
  }

  private static Optional<String> first(List<LayerFormats.Named> layers, String... byPrecedence) {
    for (String algorithm : byPrecedence) {
      if (layers.stream().anyMatch(layer -> layer.algorithm().equals(algorithm))) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  private static <Q> Optional<Q> compressed(String what, String base, Optional<Q> mode) {
    if (mode.isEmpty() && !base.isEmpty()) {
      throw unknown(CheckpointFormat.COMPRESSED_TENSORS + " with " + base + " " + what);
    }
    return mode;
  }

  private static <Q> Optional<Q> statedIf(boolean stated, Q mode) {
    return stated ? Optional.of(mode) : Optional.empty();
  }

  private static InvalidValueException unknown(String algorithm) {
    return InvalidValueException.of(
        "quantisation method of the checkpoint",
        algorithm,
        "it is not modelled.\nUse a checkpoint in bfloat16, FP8, NVFP4 or MXFP4.");
  }
}

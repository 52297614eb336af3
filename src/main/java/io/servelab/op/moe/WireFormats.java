package io.servelab.op.moe;

import io.servelab.model.MoeQuant;
import io.servelab.op.Phase;
import java.util.Optional;

/** Number formats in which tokens travel, as tables name them. */
final class WireFormats {

  private static final String FIXED = "default";
  private static final String FP4 = "fp4";

  private WireFormats() {}

  /** Format of a step; empty where the backend cannot carry the experts' format. */
  static Optional<String> of(CommBackend backend, ExchangePhase step, MoeQuant quant, Phase phase) {
    return switch (backend) {
      case DEEPEP_HT, DEEPEP_LL, DEEPEP_V2_CONTEXT, DEEPEP_V2_GENERATION -> Optional.of(FIXED);
      case TRTLLM_DEEPEP_HT -> highThroughput(quant);
      case TRTLLM_DEEPEP_LL -> lowLatency(step, quant);
      case NVLINK_TWO_SIDED, NVLINK_ONE_SIDED -> Optional.of(nvlink(step, quant, phase));
    };
  }

  private static Optional<String> highThroughput(MoeQuant quant) {
    return switch (quant) {
      case NVFP4 -> Optional.of(quant.id());
      case BFLOAT16, FP8, FP8_BLOCK -> Optional.of(MoeQuant.BFLOAT16.id());
      default -> Optional.empty();
    };
  }

  private static Optional<String> lowLatency(ExchangePhase step, MoeQuant quant) {
    return switch (quant) {
      case NVFP4 -> Optional.of(step == ExchangePhase.COMBINE ? FP4 : quant.id());
      case BFLOAT16 -> Optional.of(quant.id());
      case FP8, FP8_BLOCK -> Optional.of(MoeQuant.FP8.id());
      default -> Optional.empty();
    };
  }

  private static String nvlink(ExchangePhase step, MoeQuant quant, Phase phase) {
    boolean compressed =
        step == ExchangePhase.COMBINE && phase == Phase.DECODE && quant == MoeQuant.NVFP4;
    return compressed ? FP4 : quant.id();
  }
}

package io.servelab.layers;

import io.servelab.model.MoeQuant;
import io.servelab.op.Phase;
import io.servelab.op.moe.CommBackend;
import io.servelab.op.moe.ExchangePhase;

/** Number formats on the wire of an exchange of tokens, as tables name them. */
final class WireFormat {

  private static final String ANY = "default";
  private static final String WIDE = "bfloat16";
  private static final String NARROW_SUM = "fp4";

  private WireFormat() {}

  /**
   * Format of a step.
   *
   * @param backend library that exchanges
   * @param step step of the exchange
   * @param phase kind of pass
   * @param experts format in which the experts compute
   */
  static String of(CommBackend backend, ExchangePhase step, Phase phase, MoeQuant experts) {
    boolean narrowSum = step == ExchangePhase.COMBINE && experts == MoeQuant.NVFP4;
    return switch (backend) {
      case DEEPEP_HT, DEEPEP_LL, DEEPEP_V2_CONTEXT, DEEPEP_V2_GENERATION -> ANY;
      case TRTLLM_DEEPEP_HT -> experts == MoeQuant.NVFP4 ? experts.id() : WIDE;
      case TRTLLM_DEEPEP_LL -> narrowSum ? NARROW_SUM : experts.id();
      case NVLINK_TWO_SIDED, NVLINK_ONE_SIDED ->
          narrowSum && phase == Phase.DECODE ? NARROW_SUM : experts.id();
    };
  }
}

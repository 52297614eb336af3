package io.servelab.op.moe;

import io.servelab.model.MoeQuant;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.perf.PerfDatabase;

/**
 * The experts of DeepSeek-V4 in one kernel: exchange of tokens, both projections, exchange of
 * results.
 *
 * <p>Table {@code dsv4_megamoe_module}, one curve over the tokens of one rank, proportional beyond
 * it. Blackwell only; no estimate, no roofline.
 *
 * @param shape dimensions of the layer
 * @param split ranks that share the layer
 * @param quant number format
 * @param distribution how tokens spread over experts; {@code uniform} is measured as balanced
 * @param prefill whether the prefill kernel runs
 * @param kernel variant of the kernel
 */
public record Dsv4MegaMoe(
    ExpertShape shape,
    ExpertSplit split,
    MoeQuant quant,
    String distribution,
    boolean prefill,
    MegaKernel kernel)
    implements Operation {

  /**
   * A variant of the kernel, in the words of the table.
   *
   * @param source library
   * @param formats formats of activations and weights
   * @param sourcePolicy how benchmark tokens were spread over ranks
   * @param preDispatch kernel that prepares the tokens
   * @param sharedExperts shared experts that the kernel computes too
   */
  public record MegaKernel(
      String source, String formats, String sourcePolicy, String preDispatch, int sharedExperts) {

    /** The variant that SGLang runs. */
    public static final MegaKernel SGLANG =
        new MegaKernel("deepgemm_megamoe", "fp8_fp4", "random", "sglang_jit", 0);
  }

  @Override
  public double weightBytes() {
    return ExpertWork.of(shape, true, split, quant).weightBytes();
  }

  @Override
  public OperationTimer bind(PerfDatabase database) {
    return new MegaMoeTimer(this, database);
  }
}

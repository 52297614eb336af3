package io.servelab.layers;

import io.servelab.model.FmhaQuant;
import io.servelab.model.GemmQuant;
import io.servelab.model.MoeQuant;
import io.servelab.op.Operation;
import io.servelab.op.attention.ContextAttention;
import io.servelab.op.dense.Gemm;
import io.servelab.op.mla.MlaModuleContext;
import io.servelab.op.mla.MlaModuleGeneration;
import io.servelab.op.moe.Moe;
import io.servelab.op.moe.MoeExpertCompute;

/** Changes the number format in which an operation computes. */
final class OperationFormats {

  private OperationFormats() {}

  static boolean isQuantisable(Operation operation) {
    return operation instanceof Gemm
        || operation instanceof Moe
        || operation instanceof MoeExpertCompute
        || operation instanceof ContextAttention
        || operation instanceof MlaModuleContext
        || operation instanceof MlaModuleGeneration;
  }

  /**
   * The operation in a format.
   *
   * @param format name of the format, as operations of this kind know it
   * @throws io.servelab.error.UnknownNameException if they do not
   */
  static Operation in(Operation operation, String format) {
    if (operation instanceof Gemm gemm) {
      return gemm.in(GemmQuant.of(format));
    }
    if (operation instanceof Moe moe) {
      return new Moe(
          moe.shape(),
          moe.gated(),
          moe.split(),
          MoeQuant.of(format),
          moe.distribution(),
          moe.attentionDp(),
          moe.eplb());
    }
    if (operation instanceof MoeExpertCompute experts) {
      return new MoeExpertCompute(
          experts.shape(),
          experts.gated(),
          experts.slots(),
          experts.ep(),
          MoeQuant.of(format),
          experts.load(),
          experts.kernel());
    }
    if (operation instanceof ContextAttention attention) {
      return new ContextAttention(
          attention.heads(),
          attention.window(),
          FmhaQuant.of(format),
          attention.kv(),
          attention.qkNorm(),
          attention.cp(),
          attention.lanes());
    }
    if (operation instanceof MlaModuleContext block) {
      return new MlaModuleContext(
          block.heads(), block.math(), block.kv(), GemmQuant.of(format), block.nativeHeads());
    }
    if (operation instanceof MlaModuleGeneration block) {
      return new MlaModuleGeneration(
          block.heads(), block.kv(), GemmQuant.of(format), block.nativeHeads());
    }
    throw new IllegalArgumentException("No format of its own: " + operation);
  }
}

package io.servelab.op.sparse;

import io.servelab.error.NoDataException;
import io.servelab.model.GemmQuant;
import io.servelab.op.Bound;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.perf.Evidence;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.TransferKind;

/**
 * What lends its utilisation to MSA blocks that were not measured: DSA, the other sparse attention
 * with an indexer.
 *
 * @param variant whose DSA
 * @param scale ratio of MSA's utilisation to the donor's
 */
public record MsaDonor(DsaVariant variant, double scale) {

  /** GLM-5 at equal utilisation. */
  public static final MsaDonor GLM5 = new MsaDonor(DsaVariant.GLM5, 1);

  private static final int TOPK = 2048;

  /** The donor's block with the same heads. */
  DsaBlock block(MsaBlock msa, BlockFormats formats) {
    GemmQuant gemm = formats.gemm();
    return new DsaBlock(variant, msa.heads().query(), TOPK, formats, DsaWeights.all(gemm));
  }

  /**
   * Estimates a block from the donor's time at the same shape.
   *
   * @throws NoDataException if transfers between operators are off or the donor was not measured
   */
  BlockTimer.Estimate estimate(PerfDatabase database, BlockTimer.Block msa, BlockTimer donor) {
    if (!database.transfers().allows(TransferKind.XOP)) {
      throw NoDataException.estimate(
          "MSA can only be estimated from DSA, and transfer xop is off.\nTry policy aggressive.");
    }
    return shape -> {
      double donorBoundMs = donor.bound(shape).map(Bound::totalMs).orElseThrow();
      double share = donorBoundMs / measuredMs(donor, shape) * scale;
      return OpTime.estimated(msa.bound(shape).totalMs() / share, Evidence.XOP);
    };
  }

  private static double measuredMs(BlockTimer donor, OpShape shape) {
    try {
      return donor.measured(shape).latencyMs();
    } catch (NoDataException silent) {
      throw NoDataException.estimate("DSA lends no utilisation: " + silent.getMessage());
    }
  }
}

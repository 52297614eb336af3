package io.servelab.op.sparse;

import io.servelab.hardware.Gpu;
import io.servelab.hardware.MathType;
import io.servelab.model.MlaDetails;
import io.servelab.op.Bound;
import io.servelab.perf.PerfDatabase;

/**
 * One layer's sparse latent attention with its projections and the indexer that picks the tokens to
 * read.
 *
 * <p>Roofline: projections, absorbed ones included, at the rate of their format; index scores of
 * every new token with every token at the rate of FP8, in prefill only beyond {@code topk} tokens;
 * attention over at most {@code topk} tokens each. The three add up. Against them the bytes of
 * weights, of the latent keys that are read, of index keys and of queries.
 *
 * @param variant which model's
 * @param heads heads of this rank
 * @param topk tokens that one query reads at most
 * @param formats number formats
 * @param weights number formats in which the projections are stored
 */
public record DsaBlock(
    DsaVariant variant, int heads, int topk, BlockFormats formats, DsaWeights weights) {

  /** Tokens read in decode, whatever the model says. */
  private static final int MEASURED_TOPK = 2048;

  private static final int SCALE_BLOCK = 128;
  private static final int SCALE_BYTES = 4;

  /** Weights of the layer on this rank, bytes. */
  double weightBytes() {
    return weights.bytes(variant, heads);
  }

  /** Rejects number formats that the system cannot multiply; the indexer always needs FP8. */
  void requireRates(PerfDatabase database) {
    Gpu gpu = database.system().gpu();
    gpu.flops(formats.gemm().mathType());
    gpu.flops(MathType.FP8);
    gpu.flops(formats.math().mathType());
  }

  /**
   * Roofline of prefill.
   *
   * @param n heads
   * @param indexed whether the layer computes the indexer instead of reusing an earlier choice
   */
  Bound prefillBound(
      PerfDatabase database,
      double n,
      double batch,
      double length,
      double prefix,
      boolean indexed) {
    Gpu gpu = database.system().gpu();
    MlaDetails mla = variant.mla();
    double tokens = batch * length;
    double full = length + prefix;
    boolean searches = indexed && full > topk;
    double pairs = batch * CappedSums.over(prefix, full, 1, topk);
    double latent = mla.kvLoraRank();
    double rope = mla.ropeHeadDim();
    double queryDim = mla.nopeHeadDim() + rope;
    double mathMs =
        1000
            * (projectionFlops(n, tokens) / gpu.flops(formats.gemm().mathType())
                + (searches ? 2 * tokens * indexElements() * full : 0) / gpu.flops(MathType.FP8)
                + 2 * n * (2 * latent + rope) * pairs / gpu.flops(formats.math().mathType()));
    double bytes =
        formats.gemm().bytesPerElement() * projectionElements(n)
            + batch * n * Math.min(full, topk) * (latent + rope) * formats.kv().bytesPerElement()
            + (searches ? batch * full * indexCacheBytes() : 0)
            + 2 * tokens * n * queryDim * formats.math().bytesPerElement();
    return Bound.of(mathMs, bytes / gpu.memoryBandwidthBytesPerS() * 1000);
  }

  /** Roofline of decode at {@code length} cached tokens. */
  Bound decodeBound(PerfDatabase database, double n, double batch, double length) {
    Gpu gpu = database.system().gpu();
    double latent = variant.mla().kvLoraRank();
    double rope = variant.mla().ropeHeadDim();
    double read = Math.min(length, MEASURED_TOPK);
    double mathMs =
        1000
            * (projectionFlops(n, batch) / gpu.flops(formats.gemm().mathType())
                + 2 * batch * indexElements() * length / gpu.flops(MathType.FP8)
                + 2 * batch * n * (2 * latent + rope) * read / gpu.flops(MathType.BFLOAT16));
    double bytes =
        formats.gemm().bytesPerElement() * projectionElements(n)
            + batch * length * indexCacheBytes()
            + batch * read * (latent + rope) * formats.kv().bytesPerElement();
    return Bound.of(mathMs, bytes / gpu.memoryBandwidthBytesPerS() * 1000);
  }

  /** Elements of the projections that the table's kernels multiply with. */
  private double projectionElements(double n) {
    MlaDetails mla = variant.mla();
    double hidden = variant.hidden();
    double down = mla.qLoraRank() + mla.kvLoraRank() + mla.ropeHeadDim() + variant.indexDim();
    return hidden * down
        + mla.qLoraRank() * n * (mla.nopeHeadDim() + mla.ropeHeadDim())
        + mla.qLoraRank() * indexElements()
        + hidden * variant.indexHeads()
        + n * mla.vHeadDim() * hidden;
  }

  private double projectionFlops(double n, double tokens) {
    MlaDetails mla = variant.mla();
    return 2 * tokens * projectionElements(n)
        + 2 * n * tokens * mla.nopeHeadDim() * mla.kvLoraRank()
        + 2 * n * tokens * mla.kvLoraRank() * mla.vHeadDim();
  }

  private double indexElements() {
    return (double) variant.indexHeads() * variant.indexDim();
  }

  /** FP8 index keys of one token with a scale for each block. */
  private double indexCacheBytes() {
    return variant.indexDim() + SCALE_BYTES * Math.ceil((double) variant.indexDim() / SCALE_BLOCK);
  }
}

package io.servelab.op.sparse;

import io.servelab.hardware.Gpu;
import io.servelab.hardware.MathType;
import io.servelab.model.SparseIndexer;
import io.servelab.op.Bound;
import io.servelab.perf.PerfDatabase;

/**
 * One layer's block-sparse attention of MiniMax-M3 with its projections and indexer.
 *
 * <p>Roofline: projections at the rate of their format, attention over the tokens that may be read
 * at that of the product, and one index score for each block at that of FP8, once there are more
 * tokens than may be read. The three add up. Against them the bytes of weights, of keys and values
 * that are read, of index keys and of queries.
 *
 * @param hidden hidden size of the model
 * @param heads heads of this rank
 * @param indexer what picks the blocks of tokens that are read
 * @param blockSize tokens of one such block
 * @param formats number formats
 */
public record MsaBlock(
    int hidden, MsaHeads heads, SparseIndexer indexer, int blockSize, BlockFormats formats) {

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
   * @param n query heads
   */
  Bound prefillBound(PerfDatabase database, double n, double batch, double length, double prefix) {
    double pairs = batch * CappedSums.over(prefix, prefix + length, 1, readAtMost());
    return bound(database, n, new Work(batch, batch * length, prefix + length, pairs));
  }

  /**
   * Roofline of decode at {@code length} cached tokens, the new one included.
   *
   * @param n query heads
   */
  Bound decodeBound(PerfDatabase database, double n, double batch, double length) {
    double cached = length - 1;
    double pairs = batch * Math.min(cached, readAtMost());
    return bound(database, n, new Work(batch, batch, cached, pairs));
  }

  /**
   * What a call does.
   *
   * @param batch sequences
   * @param tokens new tokens
   * @param full tokens of a sequence, cached ones included
   * @param pairs pairs of a new token and a token that it reads
   */
  private record Work(double batch, double tokens, double full, double pairs) {}

  private Bound bound(PerfDatabase database, double n, Work work) {
    Gpu gpu = database.system().gpu();
    double topk = readAtMost();
    double blocks = work.full > topk ? Math.ceil(work.full / blockSize) : 0;
    double headDims = (double) heads.dim() + heads.valueDim();
    double mathS =
        2 * work.tokens * projectionElements(n) / gpu.flops(formats.gemm().mathType())
            + 2 * n * headDims * work.pairs / gpu.flops(formats.math().mathType())
            + 2 * work.tokens * indexElements() * blocks / gpu.flops(MathType.FP8);
    double bytes =
        projectionElements(n) * formats.gemm().bytesPerElement()
            + work.batch
                * heads.keyValue()
                * Math.min(work.full, topk)
                * headDims
                * formats.kv().bytesPerElement()
            + work.batch * blocks * indexElements()
            + 2 * work.tokens * n * heads.dim() * formats.math().bytesPerElement();
    return Bound.of(mathS * 1000, bytes / gpu.memoryBandwidthBytesPerS() * 1000);
  }

  private double projectionElements(double n) {
    return hidden * (n * heads.dim() + 2.0 * heads.keyValue() * heads.dim() + indexElements())
        + n * heads.valueDim() * hidden;
  }

  private double readAtMost() {
    return (double) indexer.topk() * blockSize;
  }

  private double indexElements() {
    return (double) indexer.heads() * indexer.headDim();
  }
}

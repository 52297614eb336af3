package io.servelab.op.sparse;

import io.servelab.hardware.Gpu;
import io.servelab.hardware.MathType;
import io.servelab.model.FmhaQuant;
import io.servelab.model.KvQuant;
import io.servelab.op.Bound;
import io.servelab.perf.PerfDatabase;

/**
 * One layer's attention of DeepSeek-V4 with its projections and compressor, and the indexer where
 * it has one.
 *
 * <p>Roofline: projections and compressor at the rate of their format, output projection and index
 * weights at that of 16 bits, index scores at that of FP8, attention over the window and over the
 * compressed entries at that of the product. All add up. Against them the bytes of weights,
 * activations, cached entries, index keys and rotary parts.
 *
 * @param kind how the cache is compressed
 * @param sizes sizes of the model
 * @param heads heads of this rank
 * @param formats number formats
 */
public record Dsv4Block(Dsv4Kind kind, Dsv4Sizes sizes, Dsv4Heads heads, BlockFormats formats) {

  private static final int FIRST_SM_WITH_FP8 = 89;
  private static final int WIDE_BYTES = 2;
  private static final int SINGLE_BYTES = 4;
  private static final double INDEX_KEY_BYTES = 0.5;

  /** Rejects number formats that the system cannot multiply; FP8 is always needed. */
  void requireRates(PerfDatabase database) {
    Gpu gpu = database.system().gpu();
    gpu.flops(formats.gemm().mathType());
    gpu.flops(MathType.FP8);
    gpu.flops(formats.math().mathType());
  }

  /** Weights of the layer on this rank, bytes. */
  double weightBytes() {
    double single =
        heads.local()
            + (double) kind.ratio() * sides() * sizes.headDim()
            + (kind.indexed() ? 2.0 * kind.ratio() * sizes.indexer().headDim() : 0);
    double quantised =
        projectionElements()
            + 2 * compressorElements()
            + (kind.indexed()
                ? indexElements() + 4.0 * sizes.hidden() * sizes.indexer().headDim()
                : 0);
    return quantised * formats.gemm().bytesPerElement()
        + wideElements() * WIDE_BYTES
        + single * SINGLE_BYTES;
  }

  /** Roofline of prefill. */
  Bound prefillBound(PerfDatabase database, double batch, double length, double prefix) {
    double full = length + prefix;
    double limit = kind.indexed() ? sizes.indexer().topk() : Math.floor(full / kind.ratio());
    double pairs =
        CappedSums.over(prefix, full, 1, sizes.window())
            + CappedSums.over(prefix, full, kind.ratio(), limit);
    return bound(database, new Work(batch, batch * length, full, batch * pairs), formats.math());
  }

  /** Roofline of decode at {@code length} cached tokens, the new one included. */
  Bound decodeBound(PerfDatabase database, double batch, double length) {
    double cached = Math.max(0, length - 1);
    double entries = Math.floor(cached / kind.ratio());
    double read = kind.indexed() ? Math.min(entries, sizes.indexer().topk()) : entries;
    double pairs = Math.min(cached, sizes.window()) + read;
    boolean narrow =
        formats.kv() == KvQuant.FP8 && database.system().gpu().smAtLeast(FIRST_SM_WITH_FP8);
    FmhaQuant math = narrow ? FmhaQuant.FP8 : FmhaQuant.BFLOAT16;
    return bound(database, new Work(batch, batch, cached, batch * pairs), math);
  }

  /**
   * What a call does.
   *
   * @param batch sequences
   * @param tokens new tokens
   * @param full tokens of a sequence, cached ones included
   * @param pairs pairs of a new token and a cached entry that it reads
   */
  private record Work(double batch, double tokens, double full, double pairs) {}

  private Bound bound(PerfDatabase database, Work work, FmhaQuant math) {
    Gpu gpu = database.system().gpu();
    double tokens = work.tokens;
    double indexKeys = Math.floor(work.full / Dsv4Kind.CSA.ratio());
    double indexDim = sizes.indexer().headDim();
    double compressed = (double) sides() * sizes.headDim();
    double quantised =
        2 * tokens * projectionElements()
            + 4 * tokens * compressorElements()
            + 2 * tokens * compressed
            + (kind.indexed() ? 8 * tokens * sizes.hidden() * indexDim + 4 * tokens * indexDim : 0);
    double search =
        kind.indexed()
            ? 2 * tokens * indexElements()
                + 2 * tokens * indexKeys * sizes.indexer().heads() * indexDim
            : 0;
    double attention = 4.0 * heads.local() * sizes.headDim() * work.pairs;
    double mathS =
        quantised / gpu.flops(formats.gemm().mathType())
            + 2 * tokens * wideElements() / gpu.flops(MathType.BFLOAT16)
            + search / gpu.flops(MathType.FP8)
            + attention / gpu.flops(math.mathType());
    double gemmBytes = formats.gemm().bytesPerElement();
    double bytes =
        gemmBytes * (projectionElements() + 2 * compressorElements())
            + (kind.indexed() ? gemmBytes * indexElements() : 0)
            + WIDE_BYTES * wideElements()
            + gemmBytes * tokens * activationElements()
            + work.pairs * sizes.headDim() * formats.kv().bytesPerElement()
            + (kind.indexed() ? work.batch * indexKeys * indexDim * INDEX_KEY_BYTES : 0)
            + tokens * heads.local() * sizes.ropeDim() * math.bytesPerElement();
    return Bound.of(mathS * 1000, bytes / gpu.memoryBandwidthBytesPerS() * 1000);
  }

  /** Compressed keys that a token leaves: CSA keeps two overlapping ones. */
  private int sides() {
    return kind.indexed() ? 2 : 1;
  }

  private double projectionElements() {
    double hidden = sizes.hidden();
    return hidden * sizes.queryRank()
        + (double) sizes.queryRank() * heads.local() * sizes.headDim()
        + hidden * sizes.headDim()
        + (double) heads.outputGroups() * sizes.outputRank() * hidden;
  }

  private double compressorElements() {
    return (double) sizes.hidden() * sides() * sizes.headDim();
  }

  /** Projections that stay in 16 bits. */
  private double wideElements() {
    double output = (double) heads.local() * sizes.headDim() * sizes.outputRank();
    double indexWeights = (double) sizes.hidden() * sizes.indexer().heads();
    return kind.indexed() ? output + indexWeights : output;
  }

  private double indexElements() {
    return (double) sizes.queryRank() * sizes.indexer().heads() * sizes.indexer().headDim();
  }

  private double activationElements() {
    return sizes.hidden()
        + sizes.queryRank()
        + (double) heads.local() * sizes.headDim()
        + sizes.headDim()
        + (double) heads.outputGroups() * sizes.outputRank();
  }
}

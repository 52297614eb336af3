package io.servelab.op.dense;

import io.servelab.model.GemmQuant;
import io.servelab.op.Bound;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.op.TokenShare;
import io.servelab.perf.PerfDatabase;

/**
 * A dense projection: {@code (m x k) times (k x n)} with {@code m} tokens.
 *
 * <p>Table {@code gemm}, sites {@code (n, k)}, curve over {@code m}. Roofline: {@code 2mnk} at the
 * format's rate against {@code bytes (mn + mk + nk)}, activations charged at the width of weights.
 *
 * @param n output width on this rank
 * @param k input width on this rank
 * @param quant number format
 * @param lowPrecisionInput whether the input arrives quantised already, so that static FP8 saves
 *     the scaling kernel too
 * @param rooflineBelowGrid whether a shape outside the table takes the roofline instead of failing
 * @param share tokens of the call
 */
public record Gemm(
    long n,
    long k,
    GemmQuant quant,
    boolean lowPrecisionInput,
    boolean rooflineBelowGrid,
    TokenShare share)
    implements Operation {

  /** A projection over all tokens. */
  public static Gemm of(long n, long k, GemmQuant quant) {
    return new Gemm(n, k, quant, false, false, TokenShare.WHOLE);
  }

  /** The same with an input that arrives quantised. */
  public Gemm withLowPrecisionInput() {
    return new Gemm(n, k, quant, true, rooflineBelowGrid, share);
  }

  /** The same with the roofline where the table has no such shape. */
  public Gemm withRooflineBelowGrid() {
    return new Gemm(n, k, quant, lowPrecisionInput, true, share);
  }

  /** The same in another number format. */
  public Gemm in(GemmQuant format) {
    return new Gemm(n, k, format, lowPrecisionInput, rooflineBelowGrid, share);
  }

  /** The same on a share of the tokens. */
  public Gemm on(TokenShare tokens) {
    return new Gemm(n, k, quant, lowPrecisionInput, rooflineBelowGrid, tokens);
  }

  @Override
  public double weightBytes() {
    return (double) n * k * quant.bytesPerElement();
  }

  @Override
  public OperationTimer bind(PerfDatabase database) {
    return quant == GemmQuant.FP8_STATIC
        ? new StaticFp8Timer(this, database)
        : new GemmTimer(this, quant, database);
  }

  static Bound bound(PerfDatabase database, GemmQuant quant, double m, double n, double k) {
    double rate = database.system().gpu().flops(quant.mathType());
    double bytes = quant.bytesPerElement() * (m * n + m * k + n * k);
    return Bound.of(
        2 * m * n * k / rate * 1000,
        bytes / database.system().gpu().memoryBandwidthBytesPerS() * 1000);
  }
}

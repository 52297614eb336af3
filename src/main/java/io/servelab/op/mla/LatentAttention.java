package io.servelab.op.mla;

import io.servelab.hardware.Gpu;
import io.servelab.hardware.MathType;
import io.servelab.model.FmhaQuant;
import io.servelab.model.GemmQuant;
import io.servelab.model.KvQuant;
import io.servelab.op.Bound;
import io.servelab.perf.PerfDatabase;

/**
 * Rooflines of latent attention in the dimensions of DeepSeek-V3, in which every table was
 * measured.
 *
 * <p>A head has 192 elements of query and key (128 plain, 64 rotated) and 128 of value; the cache
 * keeps 576 for all heads of a token (512 compressed, 64 rotated).
 */
final class LatentAttention {

  private static final int QUERY_AND_VALUE = 192 + 128;
  private static final int CACHED = 512 + 64;
  private static final int ABSORBED_QUERY_AND_VALUE = CACHED + 512;
  private static final int HEAD = 128;
  private static final int LATENT = 512;
  private static final int FIRST_SM_WITH_FP8 = 89;

  private LatentAttention() {}

  /** Prefill: {@code 320 n (S^2 - prefix^2)} multiply-adds in the format of the product. */
  static PrefillTimer.Bounds prefill(PerfDatabase database, FmhaQuant math, KvQuant kv) {
    Gpu gpu = database.system().gpu();
    return (n, batch, length, prefix) -> {
      double full = length + prefix;
      double flops = batch * n * QUERY_AND_VALUE * (full * full - prefix * prefix);
      double bytes =
          batch
              * n
              * (kv.bytesPerElement() * full * QUERY_AND_VALUE + 2 * length * QUERY_AND_VALUE);
      return Bound.of(
          flops / gpu.flops(math.mathType()) * 1000, bytes / gpu.memoryBandwidthBytesPerS() * 1000);
    };
  }

  /** Decode: every head reads the one compressed cache. */
  static DecodeTimer.Bounds decode(PerfDatabase database, KvQuant kv) {
    Gpu gpu = database.system().gpu();
    MathType math = decodeMath(gpu, kv);
    return (n, batch, length) -> {
      double flops = 2 * batch * n * ABSORBED_QUERY_AND_VALUE * length;
      double bytes =
          batch * (n * ABSORBED_QUERY_AND_VALUE * 2 + (length - 1) * CACHED * kv.bytesPerElement());
      return Bound.of(
          flops / gpu.flops(math) * 1000, bytes / gpu.memoryBandwidthBytesPerS() * 1000);
    };
  }

  /** One of the two products that carry queries into the latent space and values out of it. */
  static Bound projection(Gpu gpu, GemmQuant quant, double heads, double tokens) {
    double flops = 2 * tokens * heads * HEAD * LATENT;
    double bytes = heads * (tokens * (HEAD + LATENT) + HEAD * LATENT) * quant.bytesPerElement();
    return Bound.of(
        flops / gpu.flops(quant.mathType()) * 1000, bytes / gpu.memoryBandwidthBytesPerS() * 1000);
  }

  /** Format in which decode multiplies: that of the cache where the device can. */
  static MathType decodeMath(Gpu gpu, KvQuant kv) {
    return kv == KvQuant.FP8 && gpu.smAtLeast(FIRST_SM_WITH_FP8) ? MathType.FP8 : MathType.BFLOAT16;
  }
}

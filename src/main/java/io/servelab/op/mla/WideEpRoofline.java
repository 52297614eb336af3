package io.servelab.op.mla;

import io.servelab.hardware.Gpu;
import io.servelab.hardware.MathType;
import io.servelab.model.FmhaQuant;
import io.servelab.model.KvQuant;
import io.servelab.op.Bound;
import io.servelab.perf.PerfDatabase;

/**
 * Rooflines of attention blocks on wide expert-parallel deployments, in the dimensions of
 * DeepSeek-V3.
 *
 * <p>Arithmetic: the query, key-value and output projections in one format, attention in bfloat16.
 * Elements moved: weights once, inputs of each product once and outputs twice, the cache twice; all
 * at the width of that one format.
 */
final class WideEpRoofline {

  private static final int HIDDEN = 7168;
  private static final int QUERY_LATENT = 1536;
  private static final int KV_LATENT = 512;
  private static final int ROTATED = 64;
  private static final int HEAD = 128;
  private static final int QUERY = HEAD + ROTATED;
  private static final int SCORE = QUERY + HEAD;
  private static final int CACHED = KV_LATENT + ROTATED;
  private static final int ABSORBED = CACHED + KV_LATENT;
  private static final int WEIGHTS_PER_HEAD =
      QUERY_LATENT * QUERY + KV_LATENT * 2 * HEAD + HEAD * HIDDEN;

  private WideEpRoofline() {}

  static PrefillTimer.Bounds prefill(PerfDatabase database, FmhaQuant math) {
    Gpu gpu = database.system().gpu();
    double perToken = QUERY_LATENT + KV_LATENT + 2 * HIDDEN;
    double perTokenAndHead = 2 * QUERY + 2 * (2 * HEAD) + HEAD + 2 * SCORE;
    return (n, batch, length, prefix) -> {
      double full = length + prefix;
      double attention = batch * n * SCORE * (full * full - prefix * prefix);
      double elements =
          n * WEIGHTS_PER_HEAD
              + batch * length * (perToken + n * perTokenAndHead)
              + batch * full * n * 2 * SCORE;
      return bound(
          gpu,
          projectionsMs(gpu, math.mathType(), n, batch * length),
          attention,
          elements * math.bytesPerElement());
    };
  }

  static DecodeTimer.Bounds decode(PerfDatabase database, KvQuant kv) {
    Gpu gpu = database.system().gpu();
    MathType math = LatentAttention.decodeMath(gpu, kv);
    int bytesPerElement = math == MathType.FP8 ? 1 : 2;
    double perToken = QUERY_LATENT + 2 * HIDDEN;
    double latentProducts = HEAD + 2 * KV_LATENT + KV_LATENT + 2 * HEAD;
    double perTokenAndHead = 2 * QUERY + latentProducts + HEAD + 2 * ABSORBED;
    return (n, batch, length) -> {
      double attention = 2 * batch * n * ABSORBED * length;
      double elements =
          n * WEIGHTS_PER_HEAD
              + batch * (perToken + n * perTokenAndHead)
              + batch * length * 2 * CACHED;
      return bound(gpu, projectionsMs(gpu, math, n, batch), attention, elements * bytesPerElement);
    };
  }

  private static double projectionsMs(Gpu gpu, MathType math, double heads, double tokens) {
    return 2 * tokens * heads * WEIGHTS_PER_HEAD / gpu.flops(math) * 1000;
  }

  private static Bound bound(Gpu gpu, double projectionsMs, double attention, double bytes) {
    return Bound.of(
        projectionsMs + attention / gpu.flops(MathType.BFLOAT16) * 1000,
        bytes / gpu.memoryBandwidthBytesPerS() * 1000);
  }
}

package io.servelab.op.attention;

import io.servelab.hardware.MathType;
import io.servelab.model.KvQuant;
import io.servelab.op.Bound;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.perf.PerfDatabase;
import java.util.List;

/**
 * Attention of one new token of every sequence to its KV cache.
 *
 * <p>Table {@code generation_attention}, axes {@code (heads, batch, length)}, linear; the mean of
 * five reads around the length smooths the steps of paged kernels. Rows faster than the roofline
 * are raised to it.
 *
 * @param heads heads of this rank
 * @param window sliding window, tokens; 0 for full attention
 * @param kv format of the KV cache
 * @param lanes kernel lanes in order of preference
 */
public record GenerationAttention(Heads heads, int window, KvQuant kv, List<String> lanes)
    implements Operation {

  private static final int FIRST_SM_WITH_FP8 = 89;

  /** Copies the lanes. */
  public GenerationAttention {
    lanes = List.copyOf(lanes);
  }

  @Override
  public OperationTimer bind(PerfDatabase database) {
    return new GenerationAttentionTimer(this, database);
  }

  AttentionSlice slice() {
    return new AttentionSlice("", "", kv.id(), heads.kvKey(), heads.dim(), window);
  }

  /** Format in which the product is computed: that of the cache where the device can. */
  static MathType mathType(PerfDatabase database, KvQuant kv) {
    return kv == KvQuant.FP8 && database.system().gpu().smAtLeast(FIRST_SM_WITH_FP8)
        ? MathType.FP8
        : MathType.BFLOAT16;
  }

  /** Roofline of {@code batch} sequences at position {@code length}. */
  Bound bound(PerfDatabase database, double batch, double length) {
    return bound(database, heads, window, kv, batch, length);
  }

  static Bound bound(
      PerfDatabase database, Heads heads, int window, KvQuant kv, double batch, double length) {
    double cached = window > 0 ? Math.min(length - 1, window) : length - 1;
    double n = heads.query();
    double dim = heads.dim();
    double flops = 2 * batch * n * dim * 2 * cached;
    double bytes =
        batch * (2 * n * dim + 2 * heads.kv() * cached * dim * kv.bytesPerElement() + 2 * n * dim);
    return Bound.of(
        flops / database.system().gpu().flops(mathType(database, kv)) * 1000,
        bytes / database.system().gpu().memoryBandwidthBytesPerS() * 1000);
  }
}

package io.servelab.op.attention;

import io.servelab.model.FmhaQuant;
import io.servelab.model.KvQuant;
import io.servelab.op.Bound;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.perf.PerfDatabase;
import java.util.List;

/**
 * Attention of new prompt tokens to themselves and to what was cached before them.
 *
 * <p>Table {@code context_attention}, axes {@code (heads, length, batch)}, square-root blend on the
 * length. The table is read at the full length {@code S = length + prefix} and scaled by the share
 * of the score matrix that is new, {@code (S^2 - prefix^2) / S^2}. Rotary embedding, cache write
 * and query-key norms come on top as memory traffic.
 *
 * @param heads heads of this rank
 * @param window sliding window, tokens; 0 for full attention
 * @param math format of the attention product
 * @param kv format of the KV cache
 * @param qkNorm whether queries and keys are normalised
 * @param cp context-parallel ranks that split the prompt
 * @param lanes kernel lanes in order of preference
 */
public record ContextAttention(
    Heads heads, int window, FmhaQuant math, KvQuant kv, boolean qkNorm, int cp, List<String> lanes)
    implements Operation {

  /** Copies the lanes. */
  public ContextAttention {
    lanes = List.copyOf(lanes);
  }

  @Override
  public OperationTimer bind(PerfDatabase database) {
    return new ContextAttentionTimer(this, database);
  }

  AttentionSlice slice() {
    return new AttentionSlice("", math.id(), kv.id(), heads.kvKey(), heads.dim(), window);
  }

  /** Roofline of {@code batch} prompts of {@code length} new tokens after {@code prefix}. */
  Bound bound(PerfDatabase database, double batch, double length, double prefix) {
    double full = length + prefix;
    double n = heads.query();
    double dim = heads.dim();
    double pairs =
        window > 0 && full > window ? 2 * length * window : full * full - prefix * prefix;
    double flops = 2 * batch * pairs * n * dim;
    double bytes =
        2 * batch * 2 * n * length * dim
            + kv.bytesPerElement() * batch * 2 * heads.kv() * full * dim;
    return Bound.of(
        flops / database.system().gpu().flops(math.mathType()) * 1000,
        bytes / database.system().gpu().memoryBandwidthBytesPerS() * 1000);
  }
}

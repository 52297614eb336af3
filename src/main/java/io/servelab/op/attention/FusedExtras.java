package io.servelab.op.attention;

import io.servelab.op.MemoryTraffic;
import io.servelab.op.OpTime;
import io.servelab.perf.PerfDatabase;

/**
 * Rotary embedding, KV-cache write and query-key norms beside prefill attention, as bytes moved.
 *
 * <p>The byte counts are those of a single token: in effect a constant, kept because the reference
 * release counts them so.
 */
final class FusedExtras {

  private static final double OVERHEAD = 1.1;

  private final double queryBytes;
  private final double keyBytes;
  private final double cacheBytes;
  private final boolean norms;

  private FusedExtras(double queryBytes, double keyBytes, double cacheBytes, boolean norms) {
    this.queryBytes = queryBytes;
    this.keyBytes = keyBytes;
    this.cacheBytes = cacheBytes;
    this.norms = norms;
  }

  static FusedExtras of(ContextAttention attention) {
    Heads heads = attention.heads();
    return new FusedExtras(
        2.0 * heads.query() * heads.dim(),
        2.0 * heads.kv() * heads.dim(),
        heads.kv() * heads.dim() * attention.math().bytesPerElement(),
        attention.qkNorm());
  }

  OpTime time(PerfDatabase database) {
    OpTime rotary = MemoryTraffic.time(database, queryBytes + keyBytes).times(2);
    OpTime write = MemoryTraffic.time(database, cacheBytes).times(2);
    OpTime sum = rotary.plus(write);
    if (norms) {
      OpTime pair =
          MemoryTraffic.time(database, queryBytes)
              .times(2)
              .plus(MemoryTraffic.time(database, keyBytes).times(2));
      sum = pair.times(2).plus(sum);
    }
    return sum.times(OVERHEAD);
  }

  double boundMs(PerfDatabase database) {
    double bytes = 2 * (queryBytes + keyBytes) + 2 * cacheBytes;
    if (norms) {
      bytes += 4 * (queryBytes + keyBytes);
    }
    return OVERHEAD * MemoryTraffic.boundMs(database, bytes);
  }
}

package io.servelab.op.attention;

import io.servelab.model.FmhaQuant;
import io.servelab.model.KvQuant;
import io.servelab.perf.PerfDatabase;

/** Rooflines of attention rows as they were measured: without prefix, with heads as an axis. */
final class MeasuredBound {

  private MeasuredBound() {}

  /** Bound of a prefill row, milliseconds. */
  static double context(
      ContextAttention attention, PerfDatabase database, double n, double length, double batch) {
    return context(database, attention.slice(), attention.math(), attention.kv(), n, length, batch);
  }

  /** Bound of a prefill row of a slice, milliseconds. */
  static double context(
      PerfDatabase database,
      AttentionSlice slice,
      FmhaQuant math,
      KvQuant kv,
      double n,
      double length,
      double batch) {
    double window = slice.window();
    double dim = slice.headDim();
    double kvHeads = slice.kvHeads() == 0 ? n : slice.kvHeads();
    double span = window > 0 && length > window ? 2 * window : length;
    double flops = batch * length * span * n * dim * 2;
    double bytes =
        2 * batch * (2 * n * length * dim)
            + kv.bytesPerElement() * batch * (2 * kvHeads * length * dim);
    return 1000
        * Math.max(
            flops / database.system().gpu().flops(math.mathType()),
            bytes / database.system().gpu().memoryBandwidthBytesPerS());
  }
}

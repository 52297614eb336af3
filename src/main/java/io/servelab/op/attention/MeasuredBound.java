package io.servelab.op.attention;

import io.servelab.perf.PerfDatabase;

/** Rooflines of attention rows as they were measured: without prefix, with heads as an axis. */
final class MeasuredBound {

  private MeasuredBound() {}

  /** Bound of a prefill row, milliseconds. */
  static double context(
      ContextAttention attention, PerfDatabase database, double n, double length, double batch) {
    double window = attention.window();
    double dim = attention.heads().dim();
    double kvHeads = attention.heads().kvKey() == 0 ? n : attention.heads().kv();
    double span = window > 0 && length > window ? 2 * window : length;
    double flops = batch * length * span * n * dim * 2;
    double bytes =
        2 * batch * (2 * n * length * dim)
            + attention.kv().bytesPerElement() * batch * (2 * kvHeads * length * dim);
    return 1000
        * Math.max(
            flops / database.system().gpu().flops(attention.math().mathType()),
            bytes / database.system().gpu().memoryBandwidthBytesPerS());
  }
}

package io.servelab.op;

import io.servelab.hardware.Gpu;
import io.servelab.perf.DataMode;
import io.servelab.perf.PerfDatabase;

/**
 * Kernels that only move bytes.
 *
 * <p>Time is bytes over the bandwidth that element-wise kernels reach, plus a constant start; the
 * roofline mode takes the nominal bandwidth and no start.
 */
public final class MemoryTraffic {

  private MemoryTraffic() {}

  /** Time of moving this many bytes. */
  public static OpTime time(PerfDatabase database, double bytes) {
    Gpu gpu = database.system().gpu();
    if (database.mode() == DataMode.SOL) {
      return OpTime.roofline(boundMs(database, bytes));
    }
    double bandwidth = gpu.memoryBandwidthBytesPerS() * gpu.memoryBandwidthScale();
    return OpTime.formula((bytes / bandwidth + gpu.memoryLatencyS()) * 1000);
  }

  /** Bytes over nominal bandwidth, milliseconds. */
  public static double boundMs(PerfDatabase database, double bytes) {
    return bytes / database.system().gpu().memoryBandwidthBytesPerS() * 1000;
  }

  /** Roofline of moving this many bytes. */
  public static Bound bound(PerfDatabase database, double bytes) {
    double ms = boundMs(database, bytes);
    return new Bound(ms, 0, ms);
  }
}

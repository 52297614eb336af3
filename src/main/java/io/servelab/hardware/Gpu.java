package io.servelab.hardware;

import io.servelab.error.NoDataException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * One accelerator.
 *
 * @param memoryBandwidthBytesPerS nominal device-memory bandwidth, bytes/s
 * @param memoryBandwidthScale share of the nominal bandwidth that element-wise kernels reach
 * @param memoryLatencyS constant start-up time of an element-wise kernel, seconds
 * @param memoryCapacityBytes device memory, bytes
 * @param flops dense arithmetic rate by number format, FLOP/s; a missing format is unsupported
 * @param powerW nominal power, watts; 0 when not stated
 * @param smVersion compute capability times ten, such as 90; empty on other makes
 */
public record Gpu(
    double memoryBandwidthBytesPerS,
    double memoryBandwidthScale,
    double memoryLatencyS,
    long memoryCapacityBytes,
    Map<MathType, Double> flops,
    double powerW,
    OptionalInt smVersion) {

  /** Copies the rates. */
  public Gpu {
    // Asked for with every pass time, so found by place and not by hash.
    Map<MathType, Double> byPlace = new EnumMap<>(MathType.class);
    byPlace.putAll(flops);
    flops = Collections.unmodifiableMap(byPlace);
  }

  /**
   * Dense arithmetic rate of a number format, FLOP/s.
   *
   * @throws NoDataException if the device does not state a positive rate for the format
   */
  public double flops(MathType type) {
    Double rate = flops.get(type);
    if (rate == null || !(rate > 0) || rate.isInfinite()) {
      throw NoDataException.flops(
          "This system states no "
              + type.id()
              + "_tc_flops: either the device cannot compute in "
              + type.id()
              + " or its description lacks the entry.");
    }
    return rate;
  }

  /** Whether the device has at least this compute capability; false when it states none. */
  public boolean smAtLeast(int version) {
    return smVersion.isPresent() && smVersion.getAsInt() >= version;
  }
}

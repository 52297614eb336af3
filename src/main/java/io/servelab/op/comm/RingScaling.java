package io.servelab.op.comm;

import io.servelab.hardware.Interconnect;

/** Carries the time of a collective over to more GPUs than were measured. */
final class RingScaling {

  private RingScaling() {}

  /**
   * Ratio of ring volumes and of link bandwidths.
   *
   * @param links the interconnect
   * @param measured GPUs of the measured collective
   * @param wanted GPUs of the collective asked for
   */
  static double factor(Interconnect links, int measured, int wanted) {
    if (wanted <= measured) {
      return 1;
    }
    double volume = (wanted - 1.0) / wanted * measured / Math.max(measured - 1, 1);
    return volume * links.bytesPerS(measured) / links.bytesPerS(wanted);
  }
}

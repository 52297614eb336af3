package io.servelab.op.attention;

import io.servelab.hardware.ServingEngine;

/**
 * Typical utilisation of prefill attention by head width, relative to 128; used only as a ratio.
 *
 * <p>Source: constants of aiconfigurator 0.12.0.
 */
final class HeadDimLevels {

  private static final double[] DIMS = {64, 128, 192, 256, 512};

  private final double[] levels;

  private HeadDimLevels(double... levels) {
    this.levels = levels;
  }

  static HeadDimLevels of(ServingEngine engine) {
    return switch (engine) {
      case TRTLLM -> new HeadDimLevels(0.58, 1, 1.10, 1.17, 1.20);
      case SGLANG -> new HeadDimLevels(0.60, 1, 1.18, 1.32, 1.38);
      case VLLM -> new HeadDimLevels(0.60, 1, 1.27, 1.51, 1.60);
    };
  }

  /** Level of a width, linear in its logarithm, constant beyond the listed ones. */
  double at(double dim) {
    if (dim <= DIMS[0]) {
      return levels[0];
    }
    for (int index = 1; index < DIMS.length; index++) {
      if (dim <= DIMS[index]) {
        double weight = Math.log(dim / DIMS[index - 1]) / Math.log(DIMS[index] / DIMS[index - 1]);
        return levels[index - 1] + weight * (levels[index] - levels[index - 1]);
      }
    }
    return levels[levels.length - 1];
  }
}

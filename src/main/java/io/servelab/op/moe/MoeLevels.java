package io.servelab.op.moe;

import io.servelab.model.MoeQuant;
import java.util.Map;

/**
 * Typical utilisation of expert kernels by width and rate of the format; used only as a ratio.
 *
 * <p>Source: constants of aiconfigurator 0.12.0.
 */
final class MoeLevels {

  private static final double UNLISTED = 0.30;

  private record Profile(double bytesPerElement, double speedup) {}

  private static final Map<Profile, Double> LEVELS =
      Map.of(
          new Profile(2, 1), 0.53,
          new Profile(1, 1), 0.45,
          new Profile(9.0 / 16, 1), 0.07,
          new Profile(0.5, 1), 0.07,
          new Profile(1, 2), 0.40,
          new Profile(0.5, 2), 0.15,
          new Profile(1, 4), 0.30,
          new Profile(0.5, 4), 0.23,
          new Profile(9.0 / 16, 4), 0.23);

  private MoeLevels() {}

  static double of(MoeQuant quant) {
    return LEVELS.getOrDefault(new Profile(quant.bytesPerElement(), quant.speedup()), UNLISTED);
  }
}

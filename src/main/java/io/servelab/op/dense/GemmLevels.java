package io.servelab.op.dense;

import io.servelab.model.GemmQuant;
import java.util.Map;

/**
 * Typical utilisation of projections by width and rate of the format; used only as a ratio.
 *
 * <p>Source: constants of aiconfigurator 0.12.0.
 */
final class GemmLevels {

  private static final double UNLISTED = 0.45;

  private record Profile(double bytesPerElement, double speedup) {}

  private static final Map<Profile, Double> LEVELS =
      Map.of(
          new Profile(2, 1), 0.70,
          new Profile(1, 1), 0.55,
          new Profile(9.0 / 16, 1), 0.45,
          new Profile(0.5, 1), 0.45,
          new Profile(1, 2), 0.45,
          new Profile(0.5, 2), 0.35,
          new Profile(1, 4), 0.30,
          new Profile(0.5, 4), 0.30,
          new Profile(9.0 / 16, 4), 0.30);

  private GemmLevels() {}

  static double of(GemmQuant quant) {
    return LEVELS.getOrDefault(new Profile(quant.bytesPerElement(), quant.speedup()), UNLISTED);
  }
}

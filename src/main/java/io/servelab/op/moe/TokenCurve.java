package io.servelab.op.moe;

import io.servelab.error.NoDataException;
import io.servelab.perf.Grid;
import io.servelab.perf.GridInterpolator;
import io.servelab.perf.Reading;
import io.servelab.perf.Roofline;

/**
 * Time of experts over tokens.
 *
 * <p>A single point tells nothing about fewer tokens: whether launches or work dominate there is
 * unknown.
 */
final class TokenCurve {

  private final GridInterpolator reader;
  private final double fewest;

  private TokenCurve(GridInterpolator reader, double fewest) {
    this.reader = reader;
    this.fewest = fewest;
  }

  static TokenCurve of(Grid grid, Roofline roofline) {
    return new TokenCurve(
        GridInterpolator.linear(grid, roofline), grid.size() == 1 ? grid.outerKeys()[0] : 0);
  }

  Reading read(long tokens) {
    if (tokens < fewest) {
      throw NoDataException.measurement(
          "A single measured point, at " + fewest + " tokens, cannot answer " + tokens + ".");
    }
    return reader.read(tokens);
  }
}

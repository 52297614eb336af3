package io.servelab.engine.load;

import io.servelab.engine.RequestShape;
import io.servelab.error.InvalidValueException;
import java.util.SplittableRandom;

/**
 * Input and output drawn independently from log-normal distributions, as lengths of conversations
 * roughly are.
 *
 * @param input input tokens
 * @param output output tokens
 * @param prefix cached input tokens, at most all but one
 */
public record LogNormalLengths(Spread input, Spread output, long prefix) implements RequestLengths {

  /**
   * A log-normal distribution by what people know of it.
   *
   * @param mean mean tokens
   * @param variation standard deviation relative to the mean
   * @param longest draws beyond are cut to this
   */
  public record Spread(double mean, double variation, long longest) {

    /** Requires a mean of at least one token and a finite spread. */
    public Spread {
      if (!(mean >= 1 && mean <= longest)) {
        throw InvalidValueException.of("mean tokens", mean, "it lies between 1 and the longest.");
      }
      if (!(variation >= 0 && variation < Double.POSITIVE_INFINITY)) {
        throw InvalidValueException.of("variation", variation, "it is finite and not negative.");
      }
    }

    long draw(SplittableRandom random) {
      double variance = Math.log1p(variation * variation);
      double tokens =
          mean * StrictMath.exp(Math.sqrt(variance) * Draws.gaussian(random) - variance / 2);
      return Math.min(longest, Math.max(1, Math.round(tokens)));
    }
  }

  @Override
  public RequestShape draw(SplittableRandom random) {
    long isl = input.draw(random);
    return new RequestShape(isl, output.draw(random), Math.min(prefix, isl - 1));
  }

  @Override
  public long longest() {
    return input.longest + output.longest;
  }
}

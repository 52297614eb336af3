package io.servelab.engine.load;

import io.servelab.engine.RequestShape;
import io.servelab.error.InvalidValueException;
import java.util.SplittableRandom;

/**
 * Input and output drawn independently and evenly from a share of their nominal lengths up to the
 * whole, both ends included.
 *
 * @param nominal longest lengths; cached tokens are not varied, but leave at least one new token
 * @param lowestShare share of the nominal lengths at which the range begins, in (0, 1]
 */
public record UniformLengths(RequestShape nominal, double lowestShare) implements RequestLengths {

  /** Requires a share in (0, 1]. */
  public UniformLengths {
    if (!(lowestShare > 0 && lowestShare <= 1)) {
      throw InvalidValueException.of("lowest share", lowestShare, "a share lies in (0, 1].");
    }
  }

  @Override
  public RequestShape draw(SplittableRandom random) {
    long isl = between(random, nominal.isl());
    long osl = between(random, nominal.osl());
    return new RequestShape(isl, osl, Math.min(nominal.prefix(), isl - 1));
  }

  private long between(SplittableRandom random, long longest) {
    long shortest = Math.max(1, (long) (lowestShare * longest));
    return random.nextLong(shortest, longest + 1);
  }

  @Override
  public long longest() {
    return nominal.isl() + nominal.osl();
  }
}

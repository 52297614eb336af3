package io.servelab.engine.load;

import io.servelab.engine.RequestShape;
import io.servelab.error.InvalidValueException;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Lengths drawn from requests that were seen, each as likely as another.
 *
 * @param seen requests, at least one
 */
public record SampledLengths(List<RequestShape> seen) implements RequestLengths {

  /** Copies the requests. */
  public SampledLengths {
    seen = List.copyOf(seen);
    if (seen.isEmpty()) {
      throw InvalidValueException.because(
          "A sample of request lengths needs at least one request.");
    }
  }

  @Override
  public RequestShape draw(SplittableRandom random) {
    return seen.get(random.nextInt(seen.size()));
  }

  @Override
  public long longest() {
    return seen.stream().mapToLong(shape -> shape.isl() + shape.osl()).max().orElseThrow();
  }
}

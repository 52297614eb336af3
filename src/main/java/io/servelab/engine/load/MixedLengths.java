package io.servelab.engine.load;

import io.servelab.engine.RequestShape;
import io.servelab.error.InvalidValueException;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Several kinds of requests in fixed proportions.
 *
 * @param parts kinds with their weights, at least one
 */
public record MixedLengths(List<Part> parts) implements RequestLengths {

  /**
   * One kind of request.
   *
   * @param weight how often it occurs, relative to the other weights; positive
   * @param lengths its lengths
   */
  public record Part(double weight, RequestLengths lengths) {

    /** Requires a positive weight. */
    public Part {
      if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
        throw InvalidValueException.of("weight", weight, "a weight is positive and finite.");
      }
    }
  }

  /** Copies the parts. */
  public MixedLengths {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw InvalidValueException.because("A mix of requests needs at least one kind.");
    }
  }

  @Override
  public RequestShape draw(SplittableRandom random) {
    double all = parts.stream().mapToDouble(Part::weight).sum();
    double left = random.nextDouble() * all;
    int chosen = 0;
    while (chosen < parts.size() - 1 && left >= parts.get(chosen).weight) {
      left -= parts.get(chosen).weight;
      chosen++;
    }
    return parts.get(chosen).lengths.draw(random);
  }

  @Override
  public long longest() {
    return parts.stream().mapToLong(part -> part.lengths.longest()).max().orElseThrow();
  }
}

package io.servelab.engine.load;

import io.servelab.engine.RequestShape;
import java.util.SplittableRandom;

/**
 * The same lengths for every request.
 *
 * @param shape the lengths
 */
public record FixedLengths(RequestShape shape) implements RequestLengths {

  /** Without cached tokens. */
  public static FixedLengths of(long isl, long osl) {
    return new FixedLengths(new RequestShape(isl, osl, 0));
  }

  @Override
  public RequestShape draw(SplittableRandom random) {
    return shape;
  }

  @Override
  public long longest() {
    return shape.isl() + shape.osl();
  }
}

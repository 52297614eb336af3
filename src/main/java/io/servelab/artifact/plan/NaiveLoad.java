package io.servelab.artifact.plan;

import io.servelab.engine.RequestShape;

/**
 * What an unsearched deployment is made for.
 *
 * @param request lengths of a request
 * @param batch requests of one rank
 */
public record NaiveLoad(RequestShape request, long batch) {

  /** Requests of 4,000 input and 1,000 output tokens, 128 on each rank. */
  public static final NaiveLoad USUAL = new NaiveLoad(new RequestShape(4000, 1000, 0), 128);
}

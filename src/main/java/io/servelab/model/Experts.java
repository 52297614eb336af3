package io.servelab.model;

import io.servelab.error.InvalidValueException;

/**
 * Experts of a mixture-of-experts model.
 *
 * @param topk experts that each token is routed to
 * @param count routed experts; 0 in a dense model
 * @param interSize width of one expert, elements; that of a dense layer when not stated apart
 * @param shared experts that every token visits
 * @param layers layers that have experts
 */
public record Experts(int topk, int count, int interSize, int shared, int layers) {

  /** Requires that nothing is negative. */
  public Experts {
    if (topk < 0 || count < 0 || interSize < 0 || shared < 0 || layers < 0) {
      throw InvalidValueException.of(
          "experts",
          count + " of width " + interSize + ", top " + topk + ", " + shared + " shared",
          "none of these is negative.");
    }
  }
}

package io.servelab.bulk;

import io.servelab.engine.Speculation;
import io.servelab.error.InvalidValueException;
import io.servelab.model.Models;

/** Reads how many tokens are drafted, and how many of them are accepted. */
final class RequestedDrafts {

  private static final String AUTO = "auto";

  private RequestedDrafts() {}

  /**
   * Drafts of a request; {@code auto} takes as many as the checkpoint suggests.
   *
   * @throws InvalidValueException if tokens are drafted and nothing says how many are accepted
   */
  static Speculation of(Request request, Models models) {
    int drafts =
        request.text("nextn").equals(AUTO)
            ? models.find(request.text("model")).suggestedDraftTokens()
            : (int) request.whole("nextn", 0);
    if (drafts > 0 && request.find("nextn_accepted").isEmpty()) {
      throw InvalidValueException.of(
          "nextn", drafts, "nextn_accepted must say how many drafts are accepted on average.");
    }
    return new Speculation(drafts, request.number("nextn_accepted", 0));
  }
}

package io.servelab.search.plan;

import io.servelab.error.InvalidValueException;
import io.servelab.search.Candidate;

/**
 * A load to be served.
 *
 * @param kind what is given
 * @param amount requests per second, or requests at once
 */
public record Load(Kind kind, double amount) {

  /** How a load is given. */
  public enum Kind {
    /** Requests per second. */
    RATE,
    /** Requests at once. */
    CONCURRENCY
  }

  /** Requires a positive load. */
  public Load {
    if (!(amount > 0) || Double.isInfinite(amount)) {
      throw InvalidValueException.of("load", amount, "a load is a positive number.");
    }
  }

  /** Requests that arrive per second. */
  public static Load ofRate(double requestsPerS) {
    return new Load(Kind.RATE, requestsPerS);
  }

  /** Requests that are served at once. */
  public static Load ofConcurrency(double requests) {
    return new Load(Kind.CONCURRENCY, requests);
  }

  /** The part of the load that one replica serves. */
  double servedBy(Candidate candidate) {
    return kind == Kind.RATE ? candidate.rates().requestsPerS() : candidate.concurrency();
  }

  @Override
  public String toString() {
    return kind == Kind.RATE ? amount + " requests/s" : amount + " concurrent requests";
  }
}

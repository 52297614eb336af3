package io.servelab.serving;

import io.servelab.engine.load.Arrivals;
import io.servelab.error.InvalidValueException;

/** Who sends requests, and when. */
public sealed interface Sending {

  /** Requests of the whole run. */
  int requests();

  /**
   * Clients that send one request after the other, all beginning at once.
   *
   * @param count clients, at least 1
   * @param requests requests of all clients together, at least as many as clients
   */
  record Clients(int count, int requests) implements Sending {

    /** Requires a client, and a request for each. */
    public Clients {
      if (count < 1) {
        throw InvalidValueException.of("concurrency", count, "at least 1 client is needed.");
      }
      if (requests < count) {
        throw InvalidValueException.of(
            "requests", requests, "each of the " + count + " clients sends at least one.");
      }
    }

    /** A benchmark: ten requests of each client. */
    public static Clients benchmark(int count) {
      return new Clients(count, Math.multiplyExact(Traffic.REQUESTS_PER_CLIENT, count));
    }
  }

  /**
   * Requests that come whether or not earlier ones have been answered.
   *
   * @param arrivals when they come
   * @param requests their number, at least 1
   */
  record Arriving(Arrivals arrivals, int requests) implements Sending {

    /** Requires a request. */
    public Arriving {
      if (requests < 1) {
        throw InvalidValueException.of("requests", requests, "at least 1 is needed.");
      }
    }
  }
}

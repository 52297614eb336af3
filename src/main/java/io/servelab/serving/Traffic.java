package io.servelab.serving;

import io.servelab.engine.RequestShape;
import io.servelab.engine.load.RequestLengths;
import io.servelab.engine.load.RequestStream;

/**
 * What is asked of engines.
 *
 * @param nominal longest usual lengths of a request, for which engines are set
 * @param concurrency requests that are served at once, as far as engines are set for it
 * @param stream the requests
 */
public record Traffic(RequestShape nominal, int concurrency, RequestStream stream) {

  /** Requests of each client in a benchmark. */
  public static final int REQUESTS_PER_CLIENT = 10;

  /** Lengths of benchmark requests are drawn from this share of the longest upwards. */
  public static final double SHORTEST_SHARE = 0.8;

  /**
   * A benchmark: clients that send ten requests each, one after the other, all beginning at once.
   *
   * @param clients concurrent clients, at least 1
   * @param seed decides the lengths
   */
  public static Traffic benchmark(
      RequestShape nominal, RequestLengths lengths, int clients, long seed) {
    int requests = Math.multiplyExact(REQUESTS_PER_CLIENT, clients);
    return new Traffic(
        nominal, clients, RequestStream.closedLoop(lengths, clients, requests, seed));
  }

  /** Tokens of the longest request. */
  public long longestTokens() {
    long longest = 0;
    for (int request = 0; request < stream.size(); request++) {
      longest = Math.max(longest, (long) stream.prompt(request) + stream.output(request));
    }
    return longest;
  }
}

package io.servelab.engine.load;

import io.servelab.engine.RequestShape;
import io.servelab.error.InvalidValueException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The requests of one run: their lengths, and either the moments at which they are sent (open loop)
 * or the number of clients of which each sends its next request when its last has been answered
 * (closed loop). Immutable.
 */
public final class RequestStream {

  private final int[] prompts;
  private final int[] cached;
  private final int[] outputs;
  private final long[] sentNs;
  private final int clients;

  private RequestStream(List<RequestShape> shapes, long[] sentNs, int clients) {
    this.prompts = shapes.stream().mapToInt(shape -> Math.toIntExact(shape.isl())).toArray();
    this.cached = shapes.stream().mapToInt(shape -> Math.toIntExact(shape.prefix())).toArray();
    this.outputs = shapes.stream().mapToInt(shape -> Math.toIntExact(shape.osl())).toArray();
    this.sentNs = sentNs;
    this.clients = clients;
  }

  /**
   * Clients that send one request after the other, all beginning at once.
   *
   * @param clients concurrent clients, at least 1
   * @param count requests of all clients together, at least 1
   * @param seed decides the lengths
   */
  public static RequestStream closedLoop(
      RequestLengths lengths, int clients, int count, long seed) {
    requirePositive("concurrency", clients);
    return new RequestStream(
        shapes(lengths, count, new SplittableRandom(seed)), new long[0], Math.min(clients, count));
  }

  /**
   * Requests that come whether or not earlier ones have been answered.
   *
   * @param count requests, at least 1
   * @param seed decides lengths and moments
   */
  public static RequestStream openLoop(
      Arrivals arrivals, RequestLengths lengths, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SplittableRandom gaps = random.split();
    List<RequestShape> shapes = shapes(lengths, count, random);
    return new RequestStream(shapes, arrivals.moments(count, gaps), 0);
  }

  private static List<RequestShape> shapes(
      RequestLengths lengths, int count, SplittableRandom random) {
    requirePositive("requests", count);
    RequestShape[] shapes = new RequestShape[count];
    Arrays.setAll(shapes, index -> lengths.draw(random));
    return List.of(shapes);
  }

  private static void requirePositive(String what, int value) {
    if (value < 1) {
      throw InvalidValueException.of(what, value, "at least 1 is needed.");
    }
  }

  /** Number of requests. */
  public int size() {
    return prompts.length;
  }

  /** Whether each client waits for its answer. */
  public boolean isClosed() {
    return clients > 0;
  }

  /** Clients of a closed loop; 0 in an open one. */
  public int clients() {
    return clients;
  }

  /** Input tokens of a request, cached ones included. */
  public int prompt(int request) {
    return prompts[request];
  }

  /** Input tokens of a request that are cached before it is sent. */
  public int cached(int request) {
    return cached[request];
  }

  /** Output tokens of a request. */
  public int output(int request) {
    return outputs[request];
  }

  /** Moment at which a request of an open loop is sent, nanoseconds. */
  public long sentNs(int request) {
    return sentNs[request];
  }

  @Override
  public String toString() {
    return size() + " requests" + (isClosed() ? " of " + clients + " clients" : "");
  }
}

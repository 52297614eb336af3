package io.servelab.serving;

import io.servelab.engine.RequestShape;
import io.servelab.engine.load.RequestLengths;
import io.servelab.engine.load.RequestStream;
import io.servelab.engine.load.UniformLengths;
import io.servelab.error.InvalidValueException;
import io.servelab.model.ModelConfig;

/**
 * What single requests are like.
 *
 * @param nominal longest usual lengths, for which engines are set
 * @param lengths how lengths are drawn
 * @param seed decides lengths and moments
 */
public record Demand(RequestShape nominal, RequestLengths lengths, long seed) {

  /**
   * Requests like one: their lengths are spread evenly by a ninth either way, as those of public
   * benchmarks are around their mean, so that clients do not stay in step.
   */
  public static Demand around(RequestShape mean, long seed) {
    RequestShape longest =
        new RequestShape(longest(mean.isl()), longest(mean.osl()), mean.prefix());
    return new Demand(longest, new UniformLengths(longest, Traffic.SHORTEST_SHARE), seed);
  }

  private static long longest(long mean) {
    return Math.max(1, Math.round(mean * 2 / (1 + Traffic.SHORTEST_SHARE)));
  }

  /**
   * The traffic of one of several equal lanes.
   *
   * @param lanes lanes that share it evenly
   * @param busy requests that an open loop has at once in the lane; not used with clients
   */
  Traffic traffic(Sending sending, int lanes, int busy) {
    if (sending instanceof Sending.Clients clients) {
      int own = Math.max(1, clients.count() / lanes);
      int requests = Math.max(own, clients.requests() / lanes);
      return new Traffic(nominal, own, RequestStream.closedLoop(lengths, own, requests, seed));
    }
    Sending.Arriving arriving = (Sending.Arriving) sending;
    int requests = Math.max(1, arriving.requests() / lanes);
    return new Traffic(
        nominal,
        busy,
        RequestStream.openLoop(arriving.arrivals().everyNth(lanes), lengths, requests, seed));
  }

  /**
   * Requires that every request fits into the context of a model, as far as that states one.
   *
   * @throws InvalidValueException if one is longer
   */
  static void requireContext(ModelConfig model, Traffic traffic) {
    long longest = traffic.longestTokens();
    if (model.shape().isTooLong(longest)) {
      throw InvalidValueException.of(
          "request length",
          longest,
          model.id()
              + " holds "
              + model.shape().contextLength()
              + " tokens of input and output together.");
    }
  }
}

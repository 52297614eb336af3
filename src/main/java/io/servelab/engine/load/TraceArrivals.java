package io.servelab.engine.load;

import io.servelab.error.InvalidValueException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Moments that were recorded; repeated end to end when more requests are asked for.
 *
 * @param momentsS seconds from the start, in order, at least two and not all the same
 */
public record TraceArrivals(List<Double> momentsS) implements Arrivals {

  private static final double NS_PER_S = 1e9;

  /** Requires moments in order. */
  public TraceArrivals {
    momentsS = List.copyOf(momentsS);
    if (momentsS.size() < 2) {
      throw InvalidValueException.because("A trace of arrivals needs at least two requests.");
    }
    double before = 0;
    for (int index = 0; index < momentsS.size(); index++) {
      double moment = momentsS.get(index);
      if (!(moment >= before && moment < Double.POSITIVE_INFINITY)) {
        throw InvalidValueException.of(
            "arrival " + (index + 1),
            moment,
            "moments are finite, not negative and in order; the one before is " + before + " s.");
      }
      before = moment;
    }
    if (before == momentsS.get(0)) {
      throw InvalidValueException.because("A trace of arrivals cannot have all at one moment.");
    }
  }

  @Override
  public double requestsPerS() {
    return (momentsS.size() - 1) / (momentsS.get(momentsS.size() - 1) - momentsS.get(0));
  }

  @Override
  public long[] moments(int count, SplittableRandom random) {
    int size = momentsS.size();
    double cycleS = size / requestsPerS();
    long[] moments = new long[count];
    for (int index = 0; index < count; index++) {
      double moment = momentsS.get(index % size) + (index / size) * cycleS;
      moments[index] = Math.round(moment * NS_PER_S);
    }
    return moments;
  }

  @Override
  public Arrivals everyNth(int servers) {
    if (servers == 1) {
      return this;
    }
    int count = Math.max(2, momentsS.size() / servers) * servers;
    long[] all = moments(count, new SplittableRandom(0));
    return new TraceArrivals(
        IntStream.range(0, count / servers)
            .mapToObj(index -> all[index * servers] / NS_PER_S)
            .toList());
  }
}

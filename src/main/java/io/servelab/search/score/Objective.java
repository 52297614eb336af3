package io.servelab.search.score;

import io.servelab.search.Candidate;
import java.util.function.ToDoubleFunction;

/**
 * What is maximised, as a number that is not negative.
 *
 * @param name name as it is shown
 * @param value value of a candidate
 */
public record Objective(String name, ToDoubleFunction<Candidate> value) {

  /** A metric that is better when higher, or the reciprocal of one that is better when lower. */
  public static Objective of(Metric metric, Yardstick yardstick) {
    return metric.better() == Metric.Better.HIGHER
        ? new Objective(metric.id(), candidate -> metric.of(candidate, yardstick))
        : new Objective("1/" + metric.id(), candidate -> 1 / metric.of(candidate, yardstick));
  }

  /** Anything else to maximise. */
  public static Objective custom(String name, ToDoubleFunction<Candidate> value) {
    return new Objective(name, value);
  }

  @Override
  public String toString() {
    return name;
  }
}

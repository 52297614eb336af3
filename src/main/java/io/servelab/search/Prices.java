package io.servelab.search;

import io.servelab.error.InvalidValueException;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What an hour of one GPU costs, by system.
 *
 * @param currency name of the currency, as it is shown
 * @param gpuHour price of one GPU for one hour by system name
 */
public record Prices(String currency, Map<String, Double> gpuHour) {

  private static final double SECONDS_PER_HOUR = 3600;
  private static final double MILLION = 1e6;

  /** No prices known. */
  public static final Prices NONE = new Prices("", Map.of());

  /** Requires positive prices. */
  public Prices {
    gpuHour = Map.copyOf(gpuHour);
    gpuHour.forEach(
        (system, price) -> {
          if (!(price > 0) || price.isInfinite()) {
            throw InvalidValueException.of(
                "price of " + system, price, "a GPU hour costs a positive amount.");
          }
        });
  }

  /** Price of one GPU for one hour, if it is known. */
  public OptionalDouble of(String system) {
    Double price = gpuHour.get(system);
    return price == null ? OptionalDouble.empty() : OptionalDouble.of(price);
  }

  /** Whether any price is known. */
  public boolean any() {
    return !gpuHour.isEmpty();
  }

  /**
   * Price of an hour of one replica.
   *
   * @return empty if the price of any of its systems is unknown
   */
  public OptionalDouble perReplicaHour(Candidate candidate) {
    double sum = 0;
    for (PoolUse pool : candidate.pools()) {
      OptionalDouble price = of(pool.system());
      if (price.isEmpty()) {
        return price;
      }
      sum += price.getAsDouble() * pool.gpus();
    }
    return OptionalDouble.of(sum);
  }

  /**
   * Price of a million output tokens at full load, on the GPUs of its replicas alone.
   *
   * @return empty if a price is unknown or nothing is delivered
   */
  public OptionalDouble perMillionTokens(Candidate candidate) {
    OptionalDouble hour = perReplicaHour(candidate);
    double tokensPerHour = candidate.rates().tokensPerS() * SECONDS_PER_HOUR;
    return hour.isPresent() && tokensPerHour > 0
        ? OptionalDouble.of(hour.getAsDouble() / tokensPerHour * MILLION)
        : OptionalDouble.empty();
  }
}

package io.servelab.cli;

import io.servelab.error.InvalidValueException;
import io.servelab.search.plan.Load;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that give a load to serve. */
final class LoadOptions {

  @ArgGroup private Amount amount = new Amount();

  /** One of them. */
  static final class Amount {
    @Option(
        names = {"--target-request-rate", "--target-rate"},
        paramLabel = "REQUESTS_S",
        description = "Serve so many requests per second with the fewest GPUs.")
    private Optional<Double> rate = Optional.empty();

    @Option(
        names = "--target-concurrency",
        paramLabel = "REQUESTS",
        description = "Serve so many requests at once with the fewest GPUs.")
    private Optional<Double> concurrency = Optional.empty();
  }

  @Option(
      names = {"--max-gpus", "--max-total-gpus"},
      paramLabel = "N",
      description = "Use at most so many GPUs for the load; says what share of it they serve.")
  private Optional<Integer> cap = Optional.empty();

  /** Refuses a limit of GPUs where no load is to be served. */
  void check() {
    if (cap.isPresent() && load().isEmpty()) {
      throw InvalidValueException.of(
          "--max-gpus", cap.get(), "it limits a load; give --target-rate or --target-concurrency.");
    }
  }

  /** The load, if one was given. */
  Optional<Load> load() {
    return amount.rate.map(Load::ofRate).or(() -> amount.concurrency.map(Load::ofConcurrency));
  }

  /** GPUs that may be used in all, if that is limited. */
  OptionalInt cap() {
    return cap.map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }
}

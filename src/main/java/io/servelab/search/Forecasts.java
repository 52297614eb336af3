package io.servelab.search;

import io.servelab.engine.Images;
import io.servelab.engine.Worker;
import io.servelab.error.ServeLabException;
import io.servelab.op.Phase;
import io.servelab.perf.RuleSet;
import io.servelab.serving.Demand;
import io.servelab.serving.Forecast;
import io.servelab.serving.OfferedLoad;
import io.servelab.serving.OnePoolSetup;
import io.servelab.serving.Outlook;
import io.servelab.serving.PricedWorker;
import io.servelab.serving.Sending;
import io.servelab.serving.ServingSetup;
import io.servelab.serving.TwoPoolsSetup;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * What candidates of a search deliver request by request, simulated when first asked for.
 *
 * <p>Each replica serves as many clients as its candidate has requests at once, ten requests each
 * that are like those of the search. Under the rule set {@code reference} nothing is simulated; nor
 * are deployments that encode images. Safe to share between threads.
 */
public final class Forecasts {

  /** Seed of the drawn lengths; other seeds move means by about one percent. */
  private static final long SEED = 1;

  private final SearchRequest request;
  private final Map<Same, Optional<Forecast>> made = new ConcurrentHashMap<>();
  private final Map<Kept, Optional<Forecast>> within = new ConcurrentHashMap<>();
  private final Map<Same, PricedWorker> priced = new ConcurrentHashMap<>();

  Forecasts(SearchRequest request) {
    this.request = request;
  }

  /** An object itself, because comparing candidates by value is slow. */
  private record Same(Object object) {

    @Override
    @SuppressWarnings("ReferenceEquality")
    public boolean equals(Object other) {
      return other instanceof Same same && same.object == object;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(object);
    }
  }

  /** Simulates candidates on all cores. */
  public void prepare(Collection<? extends Candidate> candidates) {
    candidates.parallelStream().forEach(this::of);
  }

  /** The forecast of a candidate; empty where it cannot be simulated. */
  public Optional<Forecast> of(Candidate candidate) {
    return made.computeIfAbsent(
        new Same(candidate),
        absent ->
            simulate(
                candidate,
                (load, clients) -> Optional.of(load.forecast(Sending.Clients.benchmark(clients)))));
  }

  /**
   * The forecast of a candidate under as many clients, up to its requests at once, as it serves
   * within the targets once they are steady; empty where it cannot be simulated or serves none.
   *
   * @param outlook where latencies are in their bands
   */
  Optional<Forecast> within(Candidate candidate, Outlook outlook) {
    return within.computeIfAbsent(
        new Kept(new Same(candidate), outlook),
        absent ->
            simulate(
                candidate,
                (load, clients) ->
                    load.heaviest(clients, run -> request.sla().keptBy(run, outlook))));
  }

  private record Kept(Same candidate, Outlook outlook) {}

  private Optional<Forecast> simulate(
      Candidate candidate, BiFunction<OfferedLoad, Integer, Optional<Forecast>> simulation) {
    return setup(candidate)
        .flatMap(
            setup -> {
              try {
                return simulation.apply(
                    new OfferedLoad(setup, Demand.around(request.request(), SEED)),
                    Math.toIntExact(candidate.concurrency()));
              } catch (ServeLabException impossible) {
                return Optional.empty();
              }
            });
  }

  /** The engines of one replica; empty where they cannot be simulated. */
  public Optional<ServingSetup> setup(Candidate candidate) {
    boolean images =
        !request.request().images().equals(Images.NONE)
            || request.options().limits().encoders().isPresent();
    if (images || request.database().rules() == RuleSet.REFERENCE) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          candidate instanceof AggregatedCandidate aggregated
              ? onePool(aggregated)
              : twoPools((DisaggregatedCandidate) candidate));
    } catch (ServeLabException unpriced) {
      return Optional.empty();
    }
  }

  private ServingSetup onePool(AggregatedCandidate candidate) {
    return new OnePoolSetup(
        priced(candidate.worker(), () -> PricedWorker.of(candidate.worker())),
        request.options().tuning(),
        request.options().memory(),
        request.options().choices().speculation());
  }

  private ServingSetup twoPools(DisaggregatedCandidate candidate) {
    return new TwoPoolsSetup(
        pool(candidate.prefill(), Phase.PREFILL, candidate.row().prefill().workers()),
        pool(candidate.decode(), Phase.DECODE, candidate.row().decode().workers()),
        request.options().tuning(),
        request.options().memory(),
        request.options().choices().speculation());
  }

  /** A worker of a pool may lack measurements of the other phase. */
  private TwoPoolsSetup.Pool pool(WorkerPoint point, Phase phase, int workers) {
    Worker worker = point.worker();
    PricedWorker engine = priced(worker, () -> PricedWorker.of(worker, phase));
    return new TwoPoolsSetup.Pool(engine, workers, Math.toIntExact(point.row().batch()));
  }

  private PricedWorker priced(Worker worker, Supplier<PricedWorker> price) {
    return priced.computeIfAbsent(
        new Same(worker), absent -> price.get().calibrated(request.options().calibration()));
  }
}

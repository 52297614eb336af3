package io.servelab.search;

import io.servelab.engine.Worker;
import io.servelab.error.InfeasibleException;
import io.servelab.error.InfeasibleException.Reason;
import io.servelab.error.InvalidValueException;
import io.servelab.error.NoDataException;
import io.servelab.error.ServeLabException;
import io.servelab.estimate.WorkerFactory;
import io.servelab.estimate.WorkerRole;
import io.servelab.estimate.WorkerSpec;
import io.servelab.model.QuantContext;
import io.servelab.model.RequestedLayout;
import io.servelab.perf.PerfDatabase;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Searches the deployments of a model on a cluster under a load and latency targets.
 *
 * <p>Layouts are evaluated in parallel; the result does not depend on their order.
 */
public final class Search {

  private static final double NANOS = 1e9;

  private final SearchRequest request;

  /** Prepares a search. */
  public Search(SearchRequest request) {
    this.request = request;
  }

  /** Searches aggregated and, from two GPUs on, disaggregated deployments. */
  public SearchResult run() {
    return run(List.of(ServingMode.values()));
  }

  /** Searches some kinds of deployment; separate pools from two GPUs on. */
  public SearchResult run(Collection<ServingMode> modes) {
    List<SearchBranch> branches =
        modes.stream()
            .filter(mode -> mode == ServingMode.AGGREGATED || request.totalGpus() >= 2)
            .map(this::run)
            .toList();
    return new SearchResult(request, branches);
  }

  /** Searches one kind of deployment. */
  public SearchBranch run(ServingMode mode) {
    long start = System.nanoTime();
    SearchBranch branch;
    try {
      branch =
          switch (mode) {
            case AGGREGATED -> branch(mode, aggregated());
            case DISAGGREGATED -> branch(mode, disaggregated());
          };
    } catch (ServeLabException failure) {
      branch = SearchBranch.failed(mode, failure);
    }
    return branch.took((System.nanoTime() - start) / NANOS);
  }

  private SearchBranch branch(ServingMode mode, List<? extends Candidate> candidates) {
    Ranking ranking = new Ranking(request);
    List<Candidate> all = List.copyOf(candidates);
    List<Candidate> shown =
        request.options().strictSla() ? all.stream().filter(ranking::meets).toList() : all;
    return new SearchBranch(
        mode, all, ParetoFront.shown(shown, request), ranking.top(shown), Optional.empty());
  }

  private List<AggregatedCandidate> aggregated() {
    AggregatedSweep sweep = new AggregatedSweep(request);
    List<AggregatedCandidate> found =
        sweep(WorkerRole.MIXED, request.database(), sweep::sweep);
    return found.stream()
        .sorted(
            Comparator.comparingDouble(
                (AggregatedCandidate candidate) -> -candidate.rates().tokensPerSPerGpu()))
        .toList();
  }

  private List<DisaggregatedCandidate> disaggregated() {
    List<WorkerPoint> prefills =
        sweep(WorkerRole.PREFILL, request.database(), StaticSweep.prefill(request)::sweep);
    List<WorkerPoint> decodes =
        sweep(WorkerRole.DECODE, request.decodeDatabase(), StaticSweep.decode(request)::sweep);
    List<DisaggregatedCandidate> replicas =
        new DisaggregatedSweep(request, request.options().limits().pools()).sweep(prefills, decodes);
    if (replicas.isEmpty()) {
      throw new InfeasibleException(
          Reason.TARGETS,
          "No pair of prefill and decode workers of "
              + request.model().id()
              + " meets the targets.\nMaybe relax ttft, tpot or the request.");
    }
    return replicas;
  }

  private <P> List<P> sweep(
      WorkerRole role, PerfDatabase database, Function<Worker, SweepOutcome<P>> visit) {
    List<RequestedLayout> layouts =
        space(role, database)
            .within(request.totalGpus())
            .layouts(request.model(), database.engine());
    List<SweepOutcome<P>> outcomes =
        layouts.parallelStream().map(layout -> visit(spec(role, database, layout), visit)).toList();
    List<P> found = outcomes.stream().flatMap(outcome -> outcome.points().stream()).toList();
    if (found.isEmpty()) {
      throw SweepOutcome.failure(who(role, database), outcomes);
    }
    return found;
  }

  private String who(WorkerRole role, PerfDatabase database) {
    return request.model().id()
        + " as "
        + role.name().toLowerCase(Locale.ROOT)
        + " worker on at most "
        + request.totalGpus()
        + " x "
        + database.system();
  }

  private ParallelSpace space(WorkerRole role, PerfDatabase database) {
    return request
        .options()
        .role(role)
        .space()
        .orElseGet(
            () ->
                DefaultSpaces.of(
                    request.model(), database.engine(), database.system().name(), role));
  }

  private WorkerSpec spec(WorkerRole role, PerfDatabase database, RequestedLayout layout) {
    return new WorkerSpec(
        request.model(),
        database,
        layout,
        request.options().choices(role),
        role,
        QuantContext.Purpose.SEARCH);
  }

  /** A layout that cannot shard the model is no candidate, and no reason to stop. */
  private static <P> SweepOutcome<P> visit(
      WorkerSpec spec, Function<Worker, SweepOutcome<P>> visit) {
    try {
      return visit.apply(WorkerFactory.build(spec));
    } catch (InvalidValueException | NoDataException refusal) {
      return SweepOutcome.refused(refusal);
    }
  }
}

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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Searches the deployments of a model on a cluster under a load and latency targets.
 *
 * <p>Layouts are evaluated in parallel; the result does not depend on their order.
 */
public final class Search {

  private final SearchRequest request;

  /** Prepares a search. */
  public Search(SearchRequest request) {
    this.request = request;
  }

  /** Searches aggregated and, from two GPUs on, disaggregated deployments. */
  public SearchResult run() {
    List<SearchBranch> branches = new ArrayList<>();
    branches.add(run(ServingMode.AGGREGATED));
    if (request.totalGpus() >= 2) {
      branches.add(run(ServingMode.DISAGGREGATED));
    }
    return new SearchResult(request, branches);
  }

  /** Searches one kind of deployment. */
  public SearchBranch run(ServingMode mode) {
    try {
      return switch (mode) {
        case AGGREGATED -> branch(mode, aggregated());
        case DISAGGREGATED -> branch(mode, disaggregated());
      };
    } catch (ServeLabException failure) {
      return SearchBranch.failed(mode, failure);
    }
  }

  private SearchBranch branch(ServingMode mode, List<? extends Candidate> candidates) {
    Ranking ranking = new Ranking(request);
    List<Candidate> all = List.copyOf(candidates);
    List<Candidate> shown =
        request.options().strictSla() ? all.stream().filter(ranking::meets).toList() : all;
    return new SearchBranch(
        mode,
        all,
        ParetoFront.shown(shown, request),
        ranking.top(shown),
        Optional.empty());
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
        new DisaggregatedSweep(request).sweep(prefills, decodes);
    if (replicas.isEmpty()) {
      throw new InfeasibleException(
          Reason.TARGETS, "No pair of prefill and decode workers meets the targets.");
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
        layouts.parallelStream()
            .flatMap(layout -> visit(spec(role, database, layout), visit).stream())
            .toList();
    List<P> found = outcomes.stream().flatMap(outcome -> outcome.points().stream()).toList();
    if (found.isEmpty()) {
      throw failure(role, outcomes);
    }
    return found;
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
  private static <P> Optional<SweepOutcome<P>> visit(
      WorkerSpec spec, Function<Worker, SweepOutcome<P>> visit) {
    try {
      return Optional.of(visit.apply(WorkerFactory.build(spec)));
    } catch (InvalidValueException impossible) {
      return Optional.empty();
    } catch (NoDataException silent) {
      return Optional.of(new SweepOutcome<>(List.of(), true, true, Optional.of(silent)));
    }
  }

  private <P> ServeLabException failure(WorkerRole role, List<SweepOutcome<P>> outcomes) {
    Optional<NoDataException> missing =
        outcomes.stream().flatMap(outcome -> outcome.missing().stream()).findFirst();
    if (missing.isPresent()) {
      return missing.get();
    }
    String who = request.model().id() + " as " + role.name().toLowerCase(java.util.Locale.ROOT);
    if (outcomes.stream().noneMatch(SweepOutcome::fits)) {
      return new InfeasibleException(
          Reason.INSUFFICIENT_MEMORY,
          who
              + " worker fits no layout of "
              + request.totalGpus()
              + " x "
              + request.database().system()
              + ".\nMaybe more GPUs, a quantised checkpoint, or GPUs with more memory.");
    }
    if (outcomes.stream().noneMatch(SweepOutcome::fitsKvCache)) {
      return new InfeasibleException(
          Reason.KV_CACHE_CAPACITY,
          who + " worker fits, but never with the KV cache of its requests.\nMaybe more GPUs.");
    }
    return new InfeasibleException(
        Reason.TARGETS, who + " worker meets the latency targets in no layout.");
  }
}

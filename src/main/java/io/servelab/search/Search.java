package io.servelab.search;

import io.servelab.error.InfeasibleException;
import io.servelab.error.InfeasibleException.Reason;
import io.servelab.error.ServeLabException;
import io.servelab.estimate.WorkerRole;
import io.servelab.perf.RuleSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Searches the deployments of a model on a cluster under a load and latency targets.
 *
 * <p>The rules are those of the request's measurements. Under {@link RuleSet#REFERENCE} only the
 * best points under each target are kept, as the reference release does; under {@link
 * RuleSet#SERVELAB} every point competes. Layouts are evaluated in parallel; the result does not
 * depend on their order.
 */
public final class Search {

  private static final double NANOS = 1e9;

  /** Largest replica where experts may be spread over several nodes, GPUs. */
  private static final int WIDE_REPLICA_GPUS = 512;

  private final SearchRequest request;
  private final WorkerSource workers;
  private final LayoutSweep layouts;

  /** Whether every point competes, rather than the best of each target. */
  private final boolean fair;

  /** Prepares a search. */
  public Search(SearchRequest request) {
    this(request, new SharedWorkers(), SearchListener.NONE);
  }

  /**
   * Prepares a search.
   *
   * @param workers where workers come from
   * @param listener watches and may stop it
   */
  public Search(SearchRequest request, WorkerSource workers, SearchListener listener) {
    this.request = request;
    this.workers = workers;
    this.layouts = new LayoutSweep(request, workers, listener);
    this.fair = request.database().rules() == RuleSet.SERVELAB;
  }

  /** Searches aggregated and, from two GPUs on, disaggregated deployments. */
  public SearchResult run() {
    return run(List.of(ServingMode.values()));
  }

  /**
   * Searches some kinds of deployment; separate pools from two GPUs on.
   *
   * @throws java.util.concurrent.CancellationException if the listener asked to stop
   */
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
    List<Candidate> all = List.copyOf(candidates);
    return fair ? fairBranch(mode, all) : referenceBranch(mode, all);
  }

  private SearchBranch referenceBranch(ServingMode mode, List<Candidate> all) {
    Ranking ranking = new Ranking(request);
    List<Candidate> shown =
        request.options().strictSla() ? all.stream().filter(ranking::meets).toList() : all;
    return new SearchBranch(
        mode, all, ParetoFront.shown(mode, shown, request), ranking.top(shown), Optional.empty());
  }

  /**
   * The front shows what meets the target of the first token, or all targets if they are strict.
   */
  private SearchBranch fairBranch(ServingMode mode, List<Candidate> all) {
    FairRanking ranking = new FairRanking(request);
    Sla sla = request.sla();
    Predicate<Candidate> shown =
        request.options().strictSla()
            ? ranking::meets
            : candidate ->
                sla.requestMs().isPresent() || candidate.latency().ttftMs() <= sla.ttftMs();
    return new SearchBranch(
        mode,
        all,
        ParetoFront.shown(mode, all.stream().filter(shown).toList(), request),
        ranking.top(all),
        Optional.empty());
  }

  private List<AggregatedCandidate> aggregated() {
    RoleLayouts mixed = RoleLayouts.of(request, WorkerRole.MIXED, request.database());
    Optional<EncoderMatcher> encoders = encoders(limits(mixed.wide()));
    AggregatedSweep sweep = new AggregatedSweep(request);
    List<AggregatedCandidate> found =
        layouts.sweep(ServingMode.AGGREGATED, mixed, fair ? sweep::everything : sweep::sweep);
    return encoders
        .map(matcher -> new EncodedWorkers(request, matcher).of(found))
        .orElseGet(() -> TableOrder.fallingNumbers(found, Candidate::tokensPerSPerGpu));
  }

  private Optional<EncoderMatcher> encoders(PoolLimits limits) {
    return request
        .options()
        .limits()
        .encoders()
        .map(
            pools ->
                new EncoderMatcher(
                    pools,
                    new EncoderSweep(request, pools, workers).sweep(),
                    limits,
                    request.totalGpus()));
  }

  /**
   * Every prefill worker that runs, one for each layout and batch.
   *
   * @throws ServeLabException why there is none
   */
  public List<WorkerPoint> prefillPoints() {
    return points(RoleLayouts.of(request, WorkerRole.PREFILL, request.database()));
  }

  /**
   * Every decode worker that runs, one for each layout and batch.
   *
   * @throws ServeLabException why there is none
   */
  public List<WorkerPoint> decodePoints() {
    return points(RoleLayouts.of(request, WorkerRole.DECODE, request.decodeDatabase()));
  }

  private List<WorkerPoint> points(RoleLayouts role) {
    StaticSweep sweep =
        role.role() == WorkerRole.PREFILL
            ? StaticSweep.prefill(request)
            : StaticSweep.decode(request);
    return layouts.sweep(ServingMode.DISAGGREGATED, role, sweep::sweep);
  }

  private List<DisaggregatedCandidate> disaggregated() {
    RoleLayouts prefill = RoleLayouts.of(request, WorkerRole.PREFILL, request.database());
    RoleLayouts decode = RoleLayouts.of(request, WorkerRole.DECODE, request.decodeDatabase());
    List<WorkerPoint> prefills = points(prefill);
    List<WorkerPoint> decodes = points(decode);
    PoolLimits limits = limits(prefill.wide() || decode.wide());
    Optional<EncoderMatcher> encoders = encoders(limits);
    // Where encoders are separate, all three pools are matched as the reference release does.
    List<DisaggregatedCandidate> replicas =
        fair && encoders.isEmpty()
            ? TableOrder.fallingNumbers(
                new ReplicaPool(request, limits).sweep(prefills, decodes),
                Candidate::tokensPerSPerGpu)
            : new DisaggregatedSweep(request, new Replicas(request, limits, encoders))
                .sweep(prefills, decodes);
    if (replicas.isEmpty()) {
      throw new InfeasibleException(
          Reason.TARGETS,
          "No pair of prefill and decode workers of "
              + request.model().id()
              + " meets the targets.\nMaybe relax ttft, tpot or the request.");
    }
    return replicas;
  }

  private PoolLimits limits(boolean wide) {
    PoolLimits asked = request.options().limits().pools();
    boolean usual = asked.equals(PoolLimits.DEFAULT);
    return wide && usual ? asked.anySizeUpTo(WIDE_REPLICA_GPUS) : asked;
  }
}

package io.servelab.search.afd;

import io.servelab.error.InfeasibleException;
import io.servelab.error.InfeasibleException.Reason;
import io.servelab.error.InvalidValueException;
import io.servelab.error.ServeLabException;
import io.servelab.estimate.WorkerRole;
import io.servelab.estimate.WorkerSpec;
import io.servelab.estimate.afd.AfdEstimate;
import io.servelab.estimate.afd.AfdLayout;
import io.servelab.estimate.afd.AfdOptions;
import io.servelab.estimate.afd.AfdWorkers;
import io.servelab.model.QuantContext;
import io.servelab.model.RequestedLayout;
import io.servelab.op.Phase;
import io.servelab.search.SearchRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * Searches A-nodes and F-nodes for decode. Layouts are visited in parallel; the result does not
 * depend on their order.
 */
public final class AfdSearch {

  /** Batches are multiples of this many requests. */
  private static final long GRAIN = 8;

  private final SearchRequest request;
  private final AfdSpace space;
  private final AtomicReference<Optional<ServeLabException>> refusal =
      new AtomicReference<>(Optional.empty());

  /** Prepares a search. */
  public AfdSearch(SearchRequest request, AfdSpace space) {
    this.request = request;
    this.space = space;
  }

  /**
   * Searches.
   *
   * @throws InvalidValueException if the cluster has fewer than two nodes, or there are too many
   *     candidates
   * @throws InfeasibleException if nothing fits or meets the targets
   * @throws io.servelab.error.NoDataException if what is needed was not measured
   */
  public AfdResult run() {
    List<AfdOptions> ways = space.ways();
    List<AfdLayout> layouts =
        space
            .sizes()
            .layouts(request.model(), request.totalGpus(), request.database().system().links());
    int most = space.limits().maxCandidates();
    if (layouts.size() * ways.size() > most) {
      layouts = cut(layouts, ways.size());
    }
    List<AfdEstimate> found =
        layouts.parallelStream().flatMap(layout -> visit(layout, ways)).toList();
    if (found.isEmpty()) {
      throw refusal.get().orElseGet(this::missed);
    }
    return new AfdResult(request, layouts.size() * ways.size(), ranked(found));
  }

  /** The first layouts, as many as the limit allows, but one at least. */
  private List<AfdLayout> cut(List<AfdLayout> layouts, int ways) {
    int most = space.limits().maxCandidates();
    if (!space.limits().truncate()) {
      throw InvalidValueException.of(
          "afd.max_candidates",
          most,
          "there are "
              + layouts.size() * ways
              + " candidates. Narrow afd.attention_tp, afd.ffn_ep or the nodes, or set"
              + " afd.overflow to truncate.");
    }
    return layouts.subList(0, Math.max(1, most / ways));
  }

  private List<AfdCandidate> ranked(List<AfdEstimate> found) {
    Stream<AfdCandidate> candidates;
    if (space.paired()) {
      PrefillPairing pairing = PrefillPairing.of(request);
      candidates = found.stream().flatMap(each -> pairing.pair(each).stream());
    } else {
      candidates = found.stream().map(this::alone);
    }
    List<AfdCandidate> ranked =
        candidates
            .sorted(Comparator.comparingDouble(each -> -each.clusterTokensPerSPerGpu()))
            .toList();
    if (ranked.isEmpty()) {
      throw new InfeasibleException(
          Reason.TARGETS,
          "No prefill worker that meets the targets fits beside A-nodes and F-nodes on "
              + request.totalGpus()
              + " GPUs.\nMaybe relax ttft, add GPUs, or set afd.paired to false.");
    }
    return ranked;
  }

  private AfdCandidate alone(AfdEstimate decode) {
    return new AfdCandidate(
        decode,
        Optional.empty(),
        0,
        decode.latency(),
        decode.rates(),
        decode.gpus(),
        clusterRate(decode.rates().tokensPerS(), decode.gpus(), request.totalGpus()));
  }

  /** Output tokens/s of as many replicas as fit, over all GPUs. */
  static double clusterRate(double tokensPerS, int gpus, int totalGpus) {
    return tokensPerS * (totalGpus / gpus) / totalGpus;
  }

  private Stream<AfdEstimate> visit(AfdLayout layout, List<AfdOptions> ways) {
    try {
      AfdWorkers workers = AfdWorkers.of(spec(), layout, Phase.DECODE, space.boundaryOnAttention());
      AfdEstimate.Pools pools =
          new AfdEstimate.Pools(Optional.empty(), Optional.of(workers), Optional.empty());
      return ways.stream().flatMap(way -> largest(pools, way).stream());
    } catch (ServeLabException failure) {
      refusal.set(Optional.of(failure));
      return Stream.empty();
    }
  }

  private WorkerSpec spec() {
    return new WorkerSpec(
        request.model(),
        request.decodeDatabase(),
        new RequestedLayout(1, 1, 1, OptionalInt.empty(), OptionalInt.empty(), 1),
        request.options().choices(WorkerRole.DECODE),
        WorkerRole.DECODE,
        QuantContext.Purpose.SEARCH);
  }

  /** The largest batch that fits and meets the targets; times and memory grow with the batch. */
  private Optional<AfdEstimate> largest(AfdEstimate.Pools pools, AfdOptions way) {
    if (space.limits().batch().isPresent()) {
      return meeting(pools, way, space.limits().batch().getAsLong());
    }
    long low = 0;
    long high = space.limits().maxBatch() / GRAIN + 1;
    Optional<AfdEstimate> best = Optional.empty();
    while (high - low > 1) {
      long middle = (low + high) / 2;
      Optional<AfdEstimate> found = meeting(pools, way, middle * GRAIN);
      if (found.isPresent()) {
        best = found;
        low = middle;
      } else {
        high = middle;
      }
    }
    return best;
  }

  private Optional<AfdEstimate> meeting(AfdEstimate.Pools pools, AfdOptions way, long batch) {
    AfdOptions options =
        new AfdOptions(
            batch,
            way.microbatches(),
            way.pipeline(),
            way.transferFactor(),
            way.boundaryOnAttention());
    try {
      AfdEstimate estimate =
          AfdEstimate.of(
              pools, options, request.request(), request.options().choices().speculation());
      return meets(estimate) ? Optional.of(estimate) : Optional.empty();
    } catch (InfeasibleException full) {
      return Optional.empty();
    }
  }

  private boolean meets(AfdEstimate estimate) {
    return request.sla().requestMs().isPresent()
        ? estimate.latency().requestMs() <= request.sla().requestMs().getAsDouble()
        : estimate.latency().tpotMs() <= request.sla().tpotMs();
  }

  private InfeasibleException missed() {
    return new InfeasibleException(
        Reason.TARGETS,
        "No split of "
            + request.model().id()
            + " over A-nodes and F-nodes on "
            + request.totalGpus()
            + " GPUs fits and meets the targets.\nMaybe relax tpot or add GPUs.");
  }
}

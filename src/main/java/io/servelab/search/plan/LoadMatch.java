package io.servelab.search.plan;

import io.servelab.error.InvalidValueException;
import io.servelab.search.Candidate;
import io.servelab.search.SearchBranch;
import io.servelab.search.SearchRequest;
import io.servelab.search.SearchResult;
import io.servelab.search.TargetCheck;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the fewest GPUs that serve a load, or what a capped number of GPUs can serve of it.
 *
 * <p>Source: load matching of aiconfigurator 0.12.0.
 */
public final class LoadMatch {

  private static final Comparator<Sizing> FEWEST_GPUS =
      Comparator.comparingInt(Sizing::totalGpus)
          .thenComparingDouble(sizing -> -sizing.candidate().rates().tokensPerSPerGpu());
  private static final Comparator<Sizing> MOST_SERVED =
      Comparator.comparingDouble(sizing -> -sizing.score());

  private final SearchRequest search;
  private final Load load;
  private final OptionalInt cap;

  /**
   * Prepares matching.
   *
   * @param search targets, and how many sizings to give
   * @param cap GPUs that may be used in all, if that is limited
   */
  public LoadMatch(SearchRequest search, Load load, OptionalInt cap) {
    if (cap.isPresent() && cap.getAsInt() < 1) {
      throw InvalidValueException.of("max_total_gpus", cap.getAsInt(), "at least 1 is needed.");
    }
    this.search = search;
    this.load = load;
    this.cap = cap;
  }

  /**
   * The best sizings of one kind of deployment, one for each layout.
   *
   * <p>Candidates that meet the targets; the nearest ones if none does.
   */
  public List<Sizing> top(List<? extends Candidate> candidates) {
    List<Sizing> uncapped =
        new TargetCheck(search)
            .meetingOrNearest(candidates).stream()
                .filter(candidate -> load.servedBy(candidate) > 0)
                .map(this::serveAll)
                .toList();
    List<Sizing> fitting =
        uncapped.stream().filter(sizing -> sizing.totalGpus() <= largest()).toList();
    boolean capped = fitting.isEmpty();
    List<Sizing> ordered =
        new ArrayList<>(capped ? uncapped.stream().flatMap(this::serveSome).toList() : fitting);
    ordered.sort(capped ? MOST_SERVED : FEWEST_GPUS);
    Set<String> seen = new HashSet<>();
    return ordered.stream()
        .filter(sizing -> seen.add(sizing.candidate().label()))
        .limit(search.options().limits().topN())
        .toList();
  }

  /** The best sizing of all kinds of deployment; all load served counts more than some. */
  public Optional<Sizing> best(SearchResult result) {
    return result.branches().stream()
        .map(SearchBranch::candidates)
        .flatMap(candidates -> top(candidates).stream().limit(1))
        .min(
            Comparator.comparing((Sizing sizing) -> !sizing.servesAll())
                .thenComparing(MOST_SERVED));
  }

  private int largest() {
    return cap.orElse(Integer.MAX_VALUE);
  }

  private Sizing serveAll(Candidate candidate) {
    int replicas = (int) Math.max(1, Math.ceil(load.amount() / load.servedBy(candidate)));
    return new Sizing(candidate, replicas, 100, 1.0 / (replicas * candidate.gpus()));
  }

  /** As many replicas as the cap holds; nothing if it holds none. */
  private Stream<Sizing> serveSome(Sizing wanted) {
    Candidate candidate = wanted.candidate();
    int replicas = largest() / candidate.gpus();
    if (replicas < 1) {
      return Stream.empty();
    }
    double served = Math.rint(1000.0 * replicas / wanted.replicas()) / 10;
    double perGpu = candidate.rates().tokensPerSPerGpu() * replicas * candidate.gpus() / largest();
    return Stream.of(new Sizing(candidate, replicas, served, perGpu));
  }
}

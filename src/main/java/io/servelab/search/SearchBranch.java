package io.servelab.search;

import io.servelab.error.InfeasibleException;
import io.servelab.error.ServeLabException;
import java.util.List;
import java.util.Optional;

/**
 * What a search found among deployments of one kind.
 *
 * @param mode kind of deployment
 * @param candidates everything kept, highest throughput per GPU first
 * @param front what no other candidate of this kind beats
 * @param top the recommended deployments, best first
 * @param failure why there is none
 * @param seconds time that the search took, seconds
 */
public record SearchBranch(
    ServingMode mode,
    List<Candidate> candidates,
    ParetoFront front,
    List<Candidate> top,
    Optional<ServeLabException> failure,
    double seconds) {

  /** Copies the lists. */
  public SearchBranch {
    candidates = List.copyOf(candidates);
    top = List.copyOf(top);
  }

  /** A branch that took no time of its own. */
  public SearchBranch(
      ServingMode mode,
      List<Candidate> candidates,
      ParetoFront front,
      List<Candidate> top,
      Optional<ServeLabException> failure) {
    this(mode, candidates, front, top, failure, 0);
  }

  /** The same with the time that it took. */
  SearchBranch took(double measured) {
    return new SearchBranch(mode, candidates, front, top, failure, measured);
  }

  /** The same with another reason why there is no deployment. */
  public SearchBranch failing(ServeLabException reason) {
    return new SearchBranch(mode, candidates, front, top, Optional.of(reason), seconds);
  }

  static SearchBranch failed(ServingMode mode, ServeLabException failure) {
    return new SearchBranch(
        mode, List.of(), new ParetoFront(List.of()), List.of(), Optional.of(failure));
  }

  /** Whether candidates could be priced, and all of them missed a target. */
  public boolean missedTargets() {
    return failure
        .filter(InfeasibleException.class::isInstance)
        .map(InfeasibleException.class::cast)
        .filter(missed -> missed.reason() == InfeasibleException.Reason.TARGETS)
        .isPresent();
  }

  /** The recommended deployment. */
  public Optional<Candidate> best() {
    return top.stream().findFirst();
  }
}

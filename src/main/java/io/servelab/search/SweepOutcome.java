package io.servelab.search;

import io.servelab.error.InfeasibleException;
import io.servelab.error.InfeasibleException.Reason;
import io.servelab.error.NoDataException;
import io.servelab.error.NoDataException.Missing;
import io.servelab.error.ServeLabException;
import java.util.List;
import java.util.Optional;

/**
 * What became of the points of one layout.
 *
 * @param points points that were kept, in the order they were visited
 * @param fits whether any point fitted the weights
 * @param runs whether any point fitted the KV cache too and was measured
 * @param missing the last measurement that was missing
 * @param refusal why the layout cannot serve the model at all
 * @param <P> what a point is
 */
record SweepOutcome<P>(
    List<P> points,
    boolean fits,
    boolean runs,
    Optional<NoDataException> missing,
    Optional<ServeLabException> refusal) {

  SweepOutcome {
    points = List.copyOf(points);
  }

  static <P> SweepOutcome<P> visited(
      List<P> points, boolean fits, boolean runs, Optional<NoDataException> missing) {
    return new SweepOutcome<>(points, fits, runs, missing, Optional.empty());
  }

  static <P> SweepOutcome<P> refused(ServeLabException refusal) {
    Optional<NoDataException> missing =
        refusal instanceof NoDataException silent ? Optional.of(silent) : Optional.empty();
    return new SweepOutcome<>(List.of(), false, false, missing, Optional.of(refusal));
  }

  /** The same with other points kept. */
  <Q> SweepOutcome<Q> keeping(List<Q> others) {
    return new SweepOutcome<>(others, fits, runs, missing, refusal);
  }

  /**
   * Why no point of any layout was kept: the closest that any of them came.
   *
   * @param who the worker, as a message begins with it
   */
  static <P> ServeLabException failure(String who, List<SweepOutcome<P>> outcomes) {
    if (outcomes.stream().anyMatch(SweepOutcome::runs)) {
      return new InfeasibleException(
          Reason.TARGETS,
          who + " meets the latency targets in no layout.\nMaybe relax ttft, tpot or the request.");
    }
    Optional<ServeLabException> refusal =
        outcomes.stream()
            .flatMap(outcome -> outcome.refusal.stream())
            .filter(refused -> !isMissingRate(refused))
            .reduce((earlier, later) -> later);
    if (refusal.isPresent()) {
      return new InfeasibleException(
          Reason.NO_LAYOUT, who + " runs in no layout.\n" + refusal.get().getMessage());
    }
    Optional<NoDataException> missing =
        outcomes.stream().flatMap(outcome -> outcome.missing.stream()).findFirst();
    if (missing.isPresent()) {
      return unpriced(who, missing.get());
    }
    if (outcomes.stream().anyMatch(SweepOutcome::fits)) {
      return new InfeasibleException(
          Reason.KV_CACHE_CAPACITY,
          who + " fits, but never with the KV cache of its requests.\nMaybe more GPUs.");
    }
    return new InfeasibleException(
        Reason.INSUFFICIENT_MEMORY,
        who
            + " fits in no layout.\n"
            + "Maybe more GPUs, a quantised checkpoint, or GPUs with more memory.");
  }

  private static boolean isMissingRate(ServeLabException refusal) {
    return refusal instanceof NoDataException silent && silent.missing() == Missing.FLOPS;
  }

  /** What a device cannot compute at all is missing everywhere; the rest, in these layouts. */
  private static ServeLabException unpriced(String who, NoDataException missing) {
    return isMissingRate(missing)
        ? missing
        : new InfeasibleException(
            Reason.NOT_MEASURED, who + " can be priced in no layout.\n" + missing.getMessage());
  }
}

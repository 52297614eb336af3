package io.servelab.search;

import io.servelab.error.NoDataException;
import java.util.List;
import java.util.Optional;

/**
 * What became of the points of one layout.
 *
 * @param points points that run, in the order they were visited
 * @param fits whether any point fitted the weights
 * @param fitsKvCache whether any point fitted the KV cache too
 * @param missing the last measurement that was missing
 * @param <P> what a point is
 */
record SweepOutcome<P>(
    List<P> points, boolean fits, boolean fitsKvCache, Optional<NoDataException> missing) {

  SweepOutcome {
    points = List.copyOf(points);
  }
}

package io.servelab.perf;

import io.servelab.error.NoDataException;
import io.servelab.perf.SiteCurves.Neighbour;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a weight shape that was not measured, from the four nearest measured ones.
 *
 * <p>Neighbours within two octaves vote with their share of the roofline, weighted by inverse
 * squared distance. A shape wider than every candidate along exactly one axis is also accepted if
 * candidates lie within two octaves along the other; holes inside and overflows on both axes are
 * refused.
 */
final class NeighbourSites implements SiteCurves.SiteReader {

  private static final double REACH_OCTAVES = 2;
  private static final int VOTERS = 4;
  private static final double EPSILON = 1e-12;

  private final List<SiteCurve> curves;
  private final List<Neighbour> near;
  private final double n;
  private final double k;
  private final Roofline roofline;

  private NeighbourSites(List<SiteCurve> curves, double n, double k, Roofline roofline) {
    this.curves = curves;
    // Sites in reach are few of many, and nearly always enough.
    this.near = SiteCurves.byDistance(curves, n, k, REACH_OCTAVES);
    this.n = n;
    this.k = k;
    this.roofline = roofline;
  }

  static NeighbourSites of(List<SiteCurve> curves, double n, double k, Roofline roofline) {
    return new NeighbourSites(curves, n, k, roofline);
  }

  @Override
  public Reading read(double tokens) {
    double shareSum = 0;
    double powerSum = 0;
    double weightSum = 0;
    for (Neighbour neighbour : voters(tokens)) {
      SiteCurve curve = neighbour.curve();
      Reading reading = curve.read(tokens, roofline);
      double bound = roofline.ms(tokens, curve.n(), curve.k());
      if (!GridInterpolator.positive(reading.latencyMs()) || !GridInterpolator.positive(bound)) {
        continue;
      }
      double weight = 1 / (neighbour.square() + EPSILON);
      shareSum += weight * (bound / reading.latencyMs());
      powerSum += weight * reading.powerW();
      weightSum += weight;
    }
    double here = roofline.ms(tokens, n, k);
    if (weightSum == 0 || !GridInterpolator.positive(here)) {
      throw miss(tokens);
    }
    return new Reading(here / (shareSum / weightSum), powerSum / weightSum, Evidence.INTERPOLATED);
  }

  private List<Neighbour> voters(double tokens) {
    List<Neighbour> voters = new ArrayList<>(VOTERS);
    for (Neighbour neighbour : near) {
      if (neighbour.curve().covers(tokens)) {
        voters.add(neighbour);
      }
      if (voters.size() == VOTERS) {
        break;
      }
    }
    return voters.isEmpty() ? uncovered(tokens) : voters;
  }

  /** Voters where no site in reach was measured at so many tokens. */
  private List<Neighbour> uncovered(double tokens) {
    boolean covered = curves.stream().anyMatch(curve -> curve.covers(tokens));
    List<Neighbour> pool = covered ? List.of() : near;
    if (pool.isEmpty()) {
      List<Neighbour> all = SiteCurves.byDistance(curves, n, k, Double.POSITIVE_INFINITY);
      pool =
          beyondOneFrontier(
              covered ? all.stream().filter(site -> site.curve().covers(tokens)).toList() : all);
    }
    if (pool.isEmpty()) {
      throw miss(tokens);
    }
    return pool.subList(0, Math.min(VOTERS, pool.size()));
  }

  private List<Neighbour> beyondOneFrontier(List<Neighbour> candidates) {
    boolean belowMinimum =
        candidates.stream().allMatch(site -> site.curve().n() > n)
            || candidates.stream().allMatch(site -> site.curve().k() > k);
    boolean beyondN = candidates.stream().allMatch(site -> site.curve().n() < n);
    boolean beyondK = candidates.stream().allMatch(site -> site.curve().k() < k);
    if (belowMinimum || beyondN == beyondK) {
      return List.of();
    }
    return candidates.stream()
        .filter(site -> Math.abs(beyondN ? site.deltaK() : site.deltaN()) <= REACH_OCTAVES)
        .toList();
  }

  private NoDataException miss(double tokens) {
    return NoDataException.measurement(
        String.format(
            java.util.Locale.ROOT,
            "No measured weight shape within %.0f octaves of n=%.0f, k=%.0f covers m=%.0f.",
            REACH_OCTAVES,
            n,
            k,
            tokens));
  }
}

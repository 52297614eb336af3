package io.servelab.perf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Scattered sites, each with a sweep of its own: weight shapes {@code (n, k)} with times over the
 * token count {@code m}.
 *
 * <p>Sites keep the order in which a walk {@code m -> n -> k} of the rows first meets them, because
 * that order decides between equally near neighbours.
 */
public final class SiteCurves {

  private final Map<Site, SiteCurve> curves;
  private final List<SiteCurve> inOrder;

  private SiteCurves(Map<Site, SiteCurve> curves) {
    this.curves = curves;
    this.inOrder = List.copyOf(curves.values());
  }

  /** The same curves with times that never fall as tokens grow. */
  public SiteCurves monotone() {
    Map<Site, SiteCurve> repaired = new LinkedHashMap<>();
    curves.forEach((site, curve) -> repaired.put(site, curve.monotone()));
    return new SiteCurves(repaired);
  }

  /** A weight shape. */
  record Site(double n, double k) {}

  /** All curves in walk order. */
  List<SiteCurve> inOrder() {
    return inOrder;
  }

  /** The point counts of all curves together. */
  public int size() {
    return inOrder.stream().mapToInt(curve -> curve.tokens().length).sum();
  }

  /**
   * Prepares reads at one weight shape, measured or not.
   *
   * @param n output width
   * @param k input width
   * @param roofline bound over {@code (m, n, k)}, milliseconds
   */
  public SiteReader at(double n, double k, Roofline roofline) {
    SiteCurve measured = curves.get(new Site(n, k));
    return measured != null
        ? tokens -> measured.read(tokens, roofline)
        : NeighbourSites.of(inOrder, n, k, roofline);
  }

  /** Visits every point, coordinates {@code (m, n, k)}: narrow shapes first, few tokens first. */
  public void forEach(Grid.Visitor visitor) {
    double[] point = new double[3];
    List<SiteCurve> byWidth = new ArrayList<>(inOrder);
    byWidth.sort(Comparator.comparingDouble(SiteCurve::n).thenComparingDouble(SiteCurve::k));
    for (SiteCurve curve : byWidth) {
      point[1] = curve.n();
      point[2] = curve.k();
      for (int index = 0; index < curve.tokens().length; index++) {
        point[0] = curve.tokens()[index];
        visitor.visit(point, curve.latenciesMs()[index], curve.powerW(index));
      }
    }
  }

  /** Collects rows; the first row of a point wins. */
  public static final class Builder {
    private final Map<Double, Map<Double, Set<Double>>> walk = new LinkedHashMap<>();
    private final Map<Site, GridBuilder> sites = new LinkedHashMap<>();

    /**
     * Adds a measured point.
     *
     * @param m tokens
     * @param n output width
     * @param k input width
     * @param latencyMs time, milliseconds
     * @param powerW mean power, watts; 0 where none was measured
     */
    public void add(double m, double n, double k, double latencyMs, double powerW) {
      walk.computeIfAbsent(m, key -> new LinkedHashMap<>())
          .computeIfAbsent(n, key -> new LinkedHashSet<>())
          .add(k);
      sites.computeIfAbsent(new Site(n, k), key -> new GridBuilder(1)).add(latencyMs, powerW, m);
    }

    /** Builds the curves. */
    public SiteCurves build() {
      Map<Site, SiteCurve> curves = new LinkedHashMap<>();
      for (Map<Double, Set<Double>> byN : walk.values()) {
        byN.forEach(
            (n, ks) ->
                ks.forEach(
                    k ->
                        curves.computeIfAbsent(
                            new Site(n, k), site -> SiteCurve.of(n, k, sites.get(site).build()))));
      }
      return new SiteCurves(curves);
    }
  }

  /** Reads at one weight shape. */
  @FunctionalInterface
  public interface SiteReader {
    /**
     * Reads the time of a token count.
     *
     * @throws io.servelab.error.NoDataException if no curve may answer
     */
    Reading read(double tokens);
  }

  /** Curves within a reach by distance from a shape, nearest first, ties in walk order. */
  static List<Neighbour> byDistance(List<SiteCurve> curves, double n, double k, double reach) {
    double log2N = Logs.log2(n);
    double log2K = Logs.log2(k);
    List<Neighbour> neighbours = new ArrayList<>();
    for (SiteCurve curve : curves) {
      Neighbour neighbour = new Neighbour(curve, log2N - curve.log2N(), log2K - curve.log2K());
      if (neighbour.distance() <= reach) {
        neighbours.add(neighbour);
      }
    }
    neighbours.sort(Comparator.comparingDouble(Neighbour::square));
    return neighbours;
  }

  /**
   * A curve with its offset from a shape in log space.
   *
   * @param curve the curve
   * @param deltaN octaves of output width
   * @param deltaK octaves of input width
   */
  record Neighbour(SiteCurve curve, double deltaN, double deltaK) {
    double square() {
      return deltaN * deltaN + deltaK * deltaK;
    }

    double distance() {
      return Math.sqrt(square());
    }
  }

  @Override
  public String toString() {
    return inOrder.size() + " sites, " + size() + " points";
  }

  static double median(double[] values, int count) {
    double[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    int middle = count / 2;
    return count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}

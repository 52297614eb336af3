package io.servelab.search.front;

import io.servelab.error.InvalidValueException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The points that no other one dominates. A point dominates another if it is at least as good in
 * every objective and better in one; equal points do not dominate each other, so all of them stay.
 *
 * <p>Exact and deterministic: the same points give the same set in any order. Points with an
 * objective that is not a finite number are left out.
 *
 * @param <T> what a point is
 */
public final class ParetoSet<T> {

  private final List<ToDoubleFunction<? super T>> objectives;
  private final List<Scored<T>> members;

  private ParetoSet(List<ToDoubleFunction<? super T>> objectives, List<Scored<T>> members) {
    this.objectives = objectives;
    this.members = members;
  }

  /** A point with its place in the space of objectives. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
  private record Scored<T>(T point, double[] values) {}

  /**
   * Finds the set.
   *
   * @param points the points in any order
   * @param objectives what to maximise, at least one; the set is sorted by the first, then the next
   */
  public static <T> ParetoSet<T> of(
      Collection<? extends T> points, List<ToDoubleFunction<? super T>> objectives) {
    if (objectives.isEmpty()) {
      throw InvalidValueException.because("A front needs at least one objective.");
    }
    List<ToDoubleFunction<? super T>> kept = List.copyOf(objectives);
    List<Scored<T>> falling = new ArrayList<>();
    for (T point : points) {
      double[] values = values(point, kept);
      if (Arrays.stream(values).allMatch(Double::isFinite)) {
        falling.add(new Scored<>(point, values));
      }
    }
    falling.sort((left, right) -> Dominance.lexicographic(right.values, left.values));
    List<Scored<T>> members = new ArrayList<>();
    for (Scored<T> candidate : falling) {
      // Whatever dominates it comes earlier in this order.
      if (members.stream().noneMatch(m -> Dominance.dominates(m.values, candidate.values))) {
        members.add(candidate);
      }
    }
    members.sort((left, right) -> Dominance.lexicographic(left.values, right.values));
    return new ParetoSet<>(kept, List.copyOf(members));
  }

  private static <T> double[] values(T point, List<ToDoubleFunction<? super T>> objectives) {
    return objectives.stream().mapToDouble(objective -> objective.applyAsDouble(point)).toArray();
  }

  /** The points, in ascending order of the first objective, then of the next. */
  public List<T> points() {
    return members.stream().map(Scored::point).toList();
  }

  /**
   * The point where giving up a little of one objective stops buying much of another: the largest
   * sum of objectives, each scaled to between 0 and 1 over the set; the first of equals.
   */
  public Optional<T> knee() {
    double[] least = extreme(Math::min);
    double[] span = span(least);
    Scored<T> best = null;
    double most = Double.NEGATIVE_INFINITY;
    for (Scored<T> member : members) {
      double sum = 0;
      for (int axis = 0; axis < span.length; axis++) {
        sum += (member.values[axis] - least[axis]) / span[axis];
      }
      if (sum > most) {
        most = sum;
        best = member;
      }
    }
    return Optional.ofNullable(best).map(Scored::point);
  }

  /**
   * How much of the space of objectives the set dominates: the volume between it and a reference
   * point, in the units of the objectives multiplied.
   *
   * @param reference a value of each objective that any useful point exceeds
   */
  public double hypervolume(double... reference) {
    if (reference.length != objectives.size()) {
      throw InvalidValueException.of(
          "reference point",
          Arrays.toString(reference),
          "expected " + objectives.size() + " values, one for each objective.");
    }
    return Hypervolume.of(members.stream().map(Scored::values).toList(), reference);
  }

  /**
   * How far a point is from the set: the smallest improvement that would make it equal or better
   * than a member, each objective scaled by its range over the set; 0 on the set or beyond it.
   */
  public double distance(T point) {
    double[] values = values(point, objectives);
    double[] span = span(extreme(Math::min));
    return members.stream()
        .mapToDouble(member -> improvement(values, member.values, span))
        .min()
        .orElse(0);
  }

  /** The member that dominates a point by the smallest improvement, if any does. */
  public Optional<T> dominating(T point) {
    double[] values = values(point, objectives);
    double[] span = span(extreme(Math::min));
    Scored<T> nearest = null;
    double least = Double.POSITIVE_INFINITY;
    for (Scored<T> member : members) {
      double needed = improvement(values, member.values, span);
      if (Dominance.dominates(member.values, values) && needed < least) {
        least = needed;
        nearest = member;
      }
    }
    return Optional.ofNullable(nearest).map(Scored::point);
  }

  private static double improvement(double[] from, double[] to, double[] span) {
    double squares = 0;
    for (int axis = 0; axis < span.length; axis++) {
      double gap = Math.max(0, to[axis] - from[axis]) / span[axis];
      squares += gap * gap;
    }
    return Math.sqrt(squares);
  }

  private double[] extreme(java.util.function.DoubleBinaryOperator choose) {
    double[] extreme = members.isEmpty() ? new double[0] : members.get(0).values.clone();
    for (Scored<T> member : members) {
      for (int axis = 0; axis < extreme.length; axis++) {
        extreme[axis] = choose.applyAsDouble(extreme[axis], member.values[axis]);
      }
    }
    return extreme;
  }

  /** Range of each objective; 1 where all members agree. */
  private double[] span(double[] least) {
    double[] span = extreme(Math::max);
    for (int axis = 0; axis < span.length; axis++) {
      span[axis] = span[axis] > least[axis] ? span[axis] - least[axis] : 1;
    }
    return span;
  }

  @Override
  public String toString() {
    return members.size() + " points in " + objectives.size() + " objectives";
  }
}

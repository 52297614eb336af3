package io.servelab.accuracy;

import io.servelab.accuracy.Family.Choice;
import io.servelab.accuracy.Family.Pairs;
import io.servelab.accuracy.MeasuredPoint.Latency;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How well predictions order the deployments of one family, and what choosing by them costs.
 *
 * <p>A family is what one decision is about: points of one model, system, engine, mode, precision
 * and lengths, which differ in layout and load.
 *
 * @param group name of the group of families
 * @param predictor whose predictions: {@code own} over all points; {@code own, both} and {@code
 *     reference} over those that both answer
 * @param families families with at least two points
 * @param order how well they order
 * @param choice what choosing by them costs
 */
public record GroupRanking(
    String group, String predictor, int families, Order order, Regret choice) {

  /**
   * Share of pairs of points in their measured order, of those measured at least five percent
   * apart.
   *
   * @param ttft by time to first token
   * @param tpot by time per output token
   * @param throughput by throughput per GPU
   */
  public record Order(double ttft, double tpot, double throughput) {}

  /**
   * Of choosing the most predicted throughput per GPU whose predicted time per output token keeps a
   * target, for targets at the quartiles of what was measured in each family.
   *
   * @param lost mean share of the throughput that the best point has
   * @param missed share of the choices that miss the target by more than five percent
   */
  public record Regret(double lost, double missed) {}

  /** Own predictions first, then both over the points that both answer. */
  static Stream<GroupRanking> of(Groups.Group group) {
    List<Answer> all = group.comparable();
    List<Answer> both = all.stream().filter(answer -> answer.reference().isPresent()).toList();
    return Stream.of(
            of(group.name(), "own", Family.of(all), Answer::ownLatency),
            of(group.name(), "own, both", Family.of(both), Answer::ownLatency),
            of(group.name(), "reference", Family.of(both), Answer::referenceLatency))
        .flatMap(Function.identity());
  }

  private static Stream<GroupRanking> of(
      String group, String predictor, List<Family> families, Function<Answer, Latency> predicted) {
    if (families.isEmpty()) {
      return Stream.empty();
    }
    List<Choice> choices =
        families.stream().flatMap(family -> family.choices(predicted).stream()).toList();
    Regret regret =
        new Regret(
            choices.stream().mapToDouble(Choice::lost).average().orElseThrow(),
            choices.stream().filter(Choice::missed).count() / (double) choices.size());
    Order order =
        new Order(
            ordered(Quantity.TTFT, families, predicted),
            ordered(Quantity.TPOT, families, predicted),
            ordered(Quantity.THROUGHPUT, families, predicted));
    return Stream.of(new GroupRanking(group, predictor, families.size(), order, regret));
  }

  private static double ordered(
      Quantity quantity, List<Family> families, Function<Answer, Latency> predicted) {
    List<Pairs> pairs = families.stream().map(family -> family.pairs(quantity, predicted)).toList();
    return pairs.stream().mapToInt(Pairs::ordered).sum()
        / (double) pairs.stream().mapToInt(Pairs::all).sum();
  }
}

package io.servelab.accuracy;

import io.servelab.accuracy.MeasuredPoint.Latency;
import io.servelab.accuracy.QuantityErrors.Beside;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far predictions lie from measurements over a group of points.
 *
 * @param group name of the group
 * @param points lines of the group
 * @param refused lines of them without a prediction
 * @param errors errors of one quantity
 */
public record GroupErrors(String group, int points, int refused, QuantityErrors errors) {

  /** One for each quantity; none where nothing can be compared. */
  static Stream<GroupErrors> of(Groups.Group group) {
    List<Answer> comparable = group.comparable();
    if (comparable.isEmpty()) {
      return Stream.empty();
    }
    int refused =
        (int) group.answers().stream().filter(answer -> answer.prediction().isEmpty()).count();
    return Arrays.stream(Quantity.values())
        .map(
            quantity ->
                new GroupErrors(
                    group.name(), group.answers().size(), refused, errors(quantity, comparable)));
  }

  private static QuantityErrors errors(Quantity quantity, List<Answer> answers) {
    double[] widths = answers.stream().mapToDouble(answer -> width(quantity, answer)).toArray();
    long inside = answers.stream().filter(answer -> isInside(quantity, answer)).count();
    boolean banded = quantity != Quantity.THROUGHPUT;
    return new QuantityErrors(
        quantity,
        summary(quantity, answers),
        banded ? inside / (double) answers.size() : Double.NaN,
        banded ? ErrorSummary.quantile(widths, 0.5) : Double.NaN,
        beside(quantity, answers.stream().filter(a -> a.reference().isPresent()).toList()));
  }

  private static ErrorSummary summary(Quantity quantity, List<Answer> answers) {
    return ErrorSummary.of(answers.stream().mapToDouble(a -> a.ratio(quantity)).toArray());
  }

  private static Optional<Beside> beside(Quantity quantity, List<Answer> both) {
    if (both.isEmpty()) {
      return Optional.empty();
    }
    double[] reference = both.stream().mapToDouble(a -> a.referenceRatio(quantity)).toArray();
    return Optional.of(new Beside(summary(quantity, both), ErrorSummary.of(reference)));
  }

  private static boolean isInside(Quantity quantity, Answer answer) {
    Prediction band = answer.prediction().orElseThrow();
    Latency measured = answer.measured().orElseThrow();
    return quantity == Quantity.TTFT
        ? band.ttftLowMs() <= measured.ttftMs() && measured.ttftMs() <= band.ttftHighMs()
        : band.tpotLowMs() <= measured.tpotMs() && measured.tpotMs() <= band.tpotHighMs();
  }

  private static double width(Quantity quantity, Answer answer) {
    Prediction band = answer.prediction().orElseThrow();
    return quantity == Quantity.TTFT
        ? band.ttftHighMs() / band.ttftLowMs()
        : band.tpotHighMs() / band.tpotLowMs();
  }
}

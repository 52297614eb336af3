package io.servelab.accuracy;

import io.servelab.bulk.AnswerFile;
import io.servelab.engine.sim.HostModel;
import io.servelab.error.ServeLabException;
import io.servelab.error.UnknownNameException;
import io.servelab.model.Models;
import io.servelab.perf.Databases;
import io.servelab.perf.RuleSet;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Predictions for every point of a file, beside what was measured. */
public final class AccuracyRun {

  private static final List<String> COLUMNS =
      List.of(
          "id", "ttft_ms", "tpot_ms", "ttft_lo", "ttft_hi", "tpot_lo", "tpot_hi", "error",
          "message");

  private final List<Answer> answers;
  private final List<FittedHost> fitted;

  private AccuracyRun(List<Answer> answers, List<FittedHost> fitted) {
    this.answers = List.copyOf(answers);
    this.fitted = List.copyOf(fitted);
  }

  /** A line whose engines are ready, or the answer that it cannot be. */
  private record Ready(Optional<PreparedPoint> prepared, Optional<Answer> refused) {

    static Ready of(TruthRow row, Predictor predictor) {
      Optional<MeasuredPoint> point = Optional.empty();
      try {
        point = Optional.of(PointReader.read(row));
        return new Ready(Optional.of(predictor.prepare(point.get())), Optional.empty());
      } catch (ServeLabException refused) {
        return new Ready(Optional.empty(), Optional.of(Answer.refused(row, point, refused)));
      }
    }

    Answer answer(Function<PreparedPoint, HostModel> host) {
      return prepared.map(point -> answer(point, host)).or(() -> refused).orElseThrow();
    }

    private static Answer answer(PreparedPoint prepared, Function<PreparedPoint, HostModel> host) {
      MeasuredPoint point = prepared.point();
      try {
        return Answer.predicted(point, prepared.predict(host.apply(prepared)));
      } catch (ServeLabException refused) {
        return Answer.refused(point.row(), Optional.of(point), refused);
      }
    }
  }

  /**
   * Predicts all points of a file, in its order; measured values do not enter.
   *
   * @throws io.servelab.error.InvalidValueException if the file cannot be read
   */
  public static AccuracyRun of(Path truth, Databases databases, Models models, RuleSet rules) {
    Predictor predictor = new Predictor(databases, models, rules);
    List<Answer> answers =
        TruthFile.read(truth).parallelStream()
            .map(row -> Ready.of(row, predictor).answer(PreparedPoint::shippedHost))
            .toList();
    return new AccuracyRun(answers, List.of());
  }

  /**
   * Predicts all points of a file, in its order, with host times that were fitted anew for each
   * group (model, system and engine) to the other groups of the file. Points of one pool with
   * {@code quality} ok count in the fit. Takes half a minute for a thousand points.
   *
   * @throws io.servelab.error.InvalidValueException if the file cannot be read
   */
  public static AccuracyRun leavingGroupsOut(
      Path truth, Databases databases, Models models, RuleSet rules) {
    Predictor predictor = new Predictor(databases, models, rules);
    List<Ready> lines =
        TruthFile.read(truth).parallelStream().map(row -> Ready.of(row, predictor)).toList();
    CrossValidation validation =
        CrossValidation.of(
            lines.stream()
                .flatMap(line -> line.prepared.stream())
                .filter(AccuracyRun::fits)
                .toList());
    return new AccuracyRun(
        lines.parallelStream().map(line -> line.answer(validation::host)).toList(),
        validation.fitted());
  }

  private static boolean fits(PreparedPoint prepared) {
    MeasuredPoint point = prepared.point();
    return prepared instanceof OnePoolPoint
        && point.measured().isPresent()
        && point.row().text("quality").equals("ok");
  }

  /** What became of every line, in the order of the file. */
  public List<Answer> answers() {
    return answers;
  }

  /** Host times fitted with groups left out; none if the shipped ones were used. */
  public List<FittedHost> fitted() {
    return fitted;
  }

  /**
   * The lines that hold a text in a column.
   *
   * @throws UnknownNameException if the file has no such column
   */
  public AccuracyRun where(String column, String text) {
    requireColumn(column);
    Condition condition = new Condition(column, text);
    return new AccuracyRun(
        answers.stream().filter(answer -> condition.holds(answer.row())).toList(), fitted);
  }

  /**
   * Errors of every quantity, group by group; groups without a comparison are left out.
   *
   * @param columns columns whose texts make a group; none for all lines together
   * @throws UnknownNameException if the file has no such column
   */
  public List<GroupErrors> errorsBy(String... columns) {
    return Groups.of(answers, checked(columns)).stream().flatMap(GroupErrors::of).toList();
  }

  /**
   * How well predictions rank deployments of one family and choose among them.
   *
   * @param columns columns whose texts make a group; none for all lines together
   * @throws UnknownNameException if the file has no such column
   */
  public List<GroupRanking> rankingBy(String... columns) {
    return Groups.of(answers, checked(columns)).stream().flatMap(GroupRanking::of).toList();
  }

  /**
   * The answers that lie farthest outside their bands, worst first.
   *
   * @param most their number at most
   */
  public List<Answer> worst(int most) {
    return answers.stream()
        .filter(Answer::isComparable)
        .sorted(Comparator.comparingDouble(Answer::bandsAway).reversed())
        .limit(most)
        .toList();
  }

  private List<String> checked(String... columns) {
    for (String column : columns) {
      requireColumn(column);
    }
    return List.of(columns);
  }

  private void requireColumn(String column) {
    Condition.requireColumn(column, answers.stream().map(Answer::row).toList());
  }

  /** How many points there are, how many were refused, and whether anything can be compared. */
  public String summary() {
    long refused = answers.stream().filter(answer -> answer.prediction().isEmpty()).count();
    boolean measured = answers.stream().anyMatch(Answer::isComparable);
    return answers.size()
        + " points, "
        + refused
        + " refused"
        + (measured ? "" : "; nothing to compare: no predicted line has measured latencies");
  }

  /** Writes one row per point: prediction and band, or error and message. */
  public void write(String file) {
    AnswerFile.write(file, COLUMNS, answers, AccuracyRun::cells);
  }

  private static Map<String, Object> cells(Answer answer) {
    Map<String, Object> cells = new LinkedHashMap<>();
    cells.put("id", answer.row().id());
    answer
        .prediction()
        .ifPresent(
            prediction -> {
              cells.put("ttft_ms", prediction.latency().ttftMs());
              cells.put("tpot_ms", prediction.latency().tpotMs());
              cells.put("ttft_lo", prediction.ttftLowMs());
              cells.put("ttft_hi", prediction.ttftHighMs());
              cells.put("tpot_lo", prediction.tpotLowMs());
              cells.put("tpot_hi", prediction.tpotHighMs());
            });
    answer.failure().ifPresent(failure -> cells.put("error", failure.code()));
    cells.put("message", answer.message());
    return cells;
  }
}

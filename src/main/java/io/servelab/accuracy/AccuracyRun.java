package io.servelab.accuracy;

import io.servelab.accuracy.MeasuredPoint.Latency;
import io.servelab.bulk.AnswerFile;
import io.servelab.error.ServeLabException;
import io.servelab.model.Models;
import io.servelab.perf.Databases;
import io.servelab.perf.RuleSet;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Predicts every point of a file and compares where something was measured. */
public final class AccuracyRun {

  private static final List<String> COLUMNS =
      List.of(
          "id", "ttft_ms", "tpot_ms", "ttft_lo", "ttft_hi", "tpot_lo", "tpot_hi", "error",
          "message");

  private final List<Answer> answers;

  private AccuracyRun(List<Answer> answers) {
    this.answers = List.copyOf(answers);
  }

  /**
   * What became of one line.
   *
   * @param row the line
   * @param point its meaning, if it could be read
   * @param prediction what is expected, if the tables could answer
   * @param failure why there is no prediction
   */
  record Answer(
      TruthRow row,
      Optional<MeasuredPoint> point,
      Optional<Prediction> prediction,
      Optional<ServeLabException> failure) {

    Optional<Latency> measured() {
      return point.flatMap(MeasuredPoint::measured);
    }

    Optional<Latency> reference() {
      return point.flatMap(MeasuredPoint::reference);
    }
  }

  /**
   * Predicts all points of a file, in its order; measured values do not enter.
   *
   * @throws io.servelab.error.InvalidValueException if the file cannot be read
   */
  public static AccuracyRun of(Path truth, Databases databases, Models models, RuleSet rules) {
    Predictor predictor = new Predictor(databases, models, rules);
    return new AccuracyRun(
        TruthFile.read(truth).parallelStream().map(row -> answer(row, predictor)).toList());
  }

  private static Answer answer(TruthRow row, Predictor predictor) {
    Optional<MeasuredPoint> point = Optional.empty();
    try {
      point = Optional.of(PointReader.read(row));
      return new Answer(row, point, Optional.of(predictor.predict(point.get())), Optional.empty());
    } catch (ServeLabException refused) {
      return new Answer(row, point, Optional.empty(), Optional.of(refused));
    }
  }

  /** Writes one row per point: prediction and band, or error and message. */
  public void write(String file) {
    AnswerFile.write(file, COLUMNS, answers.stream().map(AccuracyRun::cells));
  }

  private static Map<String, Object> cells(Answer answer) {
    Map<String, Object> cells = new LinkedHashMap<>();
    cells.put("id", answer.row.id());
    answer.prediction.ifPresent(
        prediction -> {
          cells.put("ttft_ms", prediction.latency().ttftMs());
          cells.put("tpot_ms", prediction.latency().tpotMs());
          cells.put("ttft_lo", prediction.ttftLowMs());
          cells.put("ttft_hi", prediction.ttftHighMs());
          cells.put("tpot_lo", prediction.tpotLowMs());
          cells.put("tpot_hi", prediction.tpotHighMs());
          cells.put("message", prediction.doubt());
        });
    answer.failure.ifPresent(
        failure -> {
          cells.put("error", failure.code());
          cells.put("message", String.valueOf(failure.getMessage()).replace('\n', ' '));
        });
    return cells;
  }

  /** How well it went, engine by engine; says so where nothing was measured. */
  public String report() {
    return new AccuracyReport(answers).text();
  }
}

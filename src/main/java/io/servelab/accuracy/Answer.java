package io.servelab.accuracy;

import io.servelab.accuracy.MeasuredPoint.Latency;
import io.servelab.error.ServeLabException;
import io.servelab.serving.Band;
import io.servelab.serving.Reach;
import java.util.Optional;

/**
 * What became of one line of a file of measured points.
 *
 * @param row the line
 * @param point its meaning, if it could be read
 * @param prediction what is expected, if the tables could answer
 * @param failure why there is no prediction
 */
public record Answer(
    TruthRow row,
    Optional<MeasuredPoint> point,
    Optional<Prediction> prediction,
    Optional<ServeLabException> failure) {

  static Answer predicted(MeasuredPoint point, Prediction prediction) {
    return new Answer(point.row(), Optional.of(point), Optional.of(prediction), Optional.empty());
  }

  static Answer refused(TruthRow row, Optional<MeasuredPoint> point, ServeLabException why) {
    return new Answer(row, point, Optional.empty(), Optional.of(why));
  }

  /** Measured latencies. */
  public Optional<Latency> measured() {
    return point.flatMap(MeasuredPoint::measured);
  }

  /** Answer of the reference package. */
  Optional<Latency> reference() {
    return point.flatMap(MeasuredPoint::reference);
  }

  /** What is predicted; only where it is there. */
  static Latency ownLatency(Answer answer) {
    return answer.prediction.orElseThrow().latency();
  }

  /** What was measured; only where it was. */
  static Latency measuredLatency(Answer answer) {
    return answer.measured().orElseThrow();
  }

  /** What the reference package answers; only where it does. */
  static Latency referenceLatency(Answer answer) {
    return answer.reference().orElseThrow();
  }

  /** Whether there is a measurement to compare a prediction with. */
  public boolean isComparable() {
    return prediction.isPresent() && measured().isPresent();
  }

  /** Predicted over measured; only where both are there. */
  public double ratio(Quantity quantity) {
    return quantity.of(ownLatency(this), point.orElseThrow())
        / quantity.of(measuredLatency(this), point.orElseThrow());
  }

  /** Answer of the reference over measured; only where both are there. */
  double referenceRatio(Quantity quantity) {
    return quantity.of(referenceLatency(this), point.orElseThrow())
        / quantity.of(measuredLatency(this), point.orElseThrow());
  }

  /** The larger error of both latencies, as a logarithm relative to that of its band. */
  double bandsAway() {
    Band band = prediction.orElseThrow().band();
    return Math.max(
        armsAway(ratio(Quantity.TTFT), band.ttft()), armsAway(ratio(Quantity.TPOT), band.tpot()));
  }

  private static double armsAway(double ratio, Reach reach) {
    return Math.abs(Math.log(ratio)) / Math.log(ratio > 1 ? reach.below() : reach.above());
  }

  /** Why there is no prediction, in one line; what speaks against it where there is one. */
  public String message() {
    return failure
        .map(why -> String.valueOf(why.getMessage()).replace('\n', ' '))
        .or(() -> prediction.map(Prediction::doubt))
        .orElse("");
  }
}

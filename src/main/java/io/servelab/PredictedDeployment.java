package io.servelab;

import io.servelab.artifact.adapt.AdaptedPrediction;
import io.servelab.notebook.Displayable;
import io.servelab.notebook.MimeBundle;
import io.servelab.table.AdaptTables;
import java.util.List;
import tech.tablesaw.api.Table;

/** What an existing deployment delivers by prediction, all its workers together. */
public final class PredictedDeployment implements Displayable {

  private final AdaptedPrediction predicted;

  PredictedDeployment(AdaptedPrediction predicted) {
    this.predicted = predicted;
  }

  /** Time to first token, milliseconds. */
  public double ttftMs() {
    return predicted.latency().ttftMs();
  }

  /** Time per output token after the first, milliseconds. */
  public double tpotMs() {
    return predicted.latency().tpotMs();
  }

  /** Output tokens per second of all workers. */
  public double tokensPerS() {
    return predicted.rates().tokensPerS();
  }

  /** Output tokens per second and GPU. */
  public double tokensPerSPerGpu() {
    return predicted.rates().tokensPerSPerGpu();
  }

  /** Requests that it serves at once. */
  public long concurrency() {
    return predicted.concurrency();
  }

  /** What to know before relying on it. */
  public List<String> warnings() {
    return predicted.warnings();
  }

  /** All its numbers as a table of one row. */
  public Table table() {
    return AdaptTables.prediction(predicted).table();
  }

  @Override
  public MimeBundle mimeBundle() {
    return AdaptTables.prediction(predicted).mimeBundle();
  }

  @Override
  public String toString() {
    return "TTFT %.1f ms, TPOT %.2f ms, %.0f tokens/s at %d requests"
        .formatted(ttftMs(), tpotMs(), tokensPerS(), concurrency());
  }
}

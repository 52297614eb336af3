package io.servelab.table;

import io.servelab.artifact.adapt.AdaptedPrediction;
import io.servelab.artifact.adapt.Diagnostic;
import java.util.List;
import java.util.Locale;

/** What was read of an existing deployment, and what it delivers, as tables. */
public final class AdaptTables {

  private static final int SHOWN = 60;

  private static final TableBuilder<AdaptedPrediction> PREDICTION =
      TableBuilder.<AdaptedPrediction>named("prediction")
          .integer("gpus", AdaptedPrediction::gpus)
          .integer("concurrency", AdaptedPrediction::concurrency)
          .number("ttft_ms", found -> found.latency().ttftMs())
          .number("tpot_ms", found -> found.latency().tpotMs())
          .number("request_ms", found -> found.latency().requestMs())
          .number("throughput_tokens_s", found -> found.rates().tokensPerS())
          .number("throughput_tokens_s_gpu", found -> found.rates().tokensPerSPerGpu())
          .number("speed_tokens_s_user", found -> found.rates().tokensPerSPerUser())
          .number("requests_s", found -> found.rates().requestsPerS())
          .number("memory_gib", AdaptedPrediction::memoryGib);

  private static final TableBuilder<Diagnostic> DIAGNOSTICS =
      TableBuilder.<Diagnostic>named("what was found")
          .text("kind", found -> found.kind().name().toLowerCase(Locale.ROOT))
          .text("where", Diagnostic::place)
          .text("message", Diagnostic::message);

  private AdaptTables() {}

  /** A prediction as a table of one row, with its warnings and its source below. */
  public static TableView prediction(AdaptedPrediction predicted) {
    TableView view = TableView.of(PREDICTION.build(List.of(predicted)));
    for (String warning : predicted.warnings()) {
      view = view.note(warning);
    }
    return view.note(predicted.measured());
  }

  /** What was found while a deployment was read. */
  public static TableView diagnostics(List<Diagnostic> diagnostics) {
    return TableView.of(DIAGNOSTICS.build(diagnostics)).rows(SHOWN);
  }
}

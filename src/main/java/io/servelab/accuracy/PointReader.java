package io.servelab.accuracy;

import io.servelab.accuracy.MeasuredPoint.Deployed;
import io.servelab.accuracy.MeasuredPoint.Formats;
import io.servelab.accuracy.MeasuredPoint.Latency;
import io.servelab.accuracy.MeasuredPoint.Load;
import io.servelab.accuracy.MeasuredPoint.OnePool;
import io.servelab.accuracy.MeasuredPoint.Pool;
import io.servelab.accuracy.MeasuredPoint.Pools;
import io.servelab.accuracy.MeasuredPoint.TwoPools;
import io.servelab.error.InvalidValueException;
import io.servelab.error.UnknownNameException;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.RequestedLayout;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Understands one line of a file of measured points. */
final class PointReader {

  /** Columns that every file has as far as questions are concerned; absent ones count as blank. */
  static final List<String> READ =
      List.of(
          "model",
          "system",
          "backend",
          "engine_version",
          "mode",
          "precision",
          "isl",
          "osl",
          "concurrency",
          "tp",
          "pp",
          "dp",
          "moe_tp",
          "moe_ep",
          "quality");

  private static final String MODE = "mode";
  private static final String ONE_POOL = "agg";

  /** Says whether every request has the nominal lengths. */
  private static final String LENGTHS = "lengths";

  /** Nominal lengths of the public benchmark, whose requests vary in length. */
  private record Shape(int isl, int osl) {}

  private static final List<Shape> BENCHMARK_SHAPES =
      List.of(new Shape(1024, 1024), new Shape(8192, 1024), new Shape(1024, 8192));

  private final TruthRow row;

  private PointReader(TruthRow row) {
    this.row = row;
  }

  /**
   * Reads a line.
   *
   * @throws InvalidValueException if a value that the prediction needs is missing or impossible
   * @throws UnknownNameException if engine or mode are unknown
   */
  static MeasuredPoint read(TruthRow row) {
    return new PointReader(row).point();
  }

  /** A cell; the mode where the line leaves it open. */
  static String text(TruthRow row, String column) {
    String text = row.text(column);
    return text.isEmpty() && column.equals(MODE) ? ONE_POOL : text;
  }

  private MeasuredPoint point() {
    row.required("id");
    Deployed deployed =
        new Deployed(
            row.required("model"),
            row.required("system").toLowerCase(Locale.ROOT),
            ServingEngine.of(row.required("backend").toLowerCase(Locale.ROOT)),
            new Formats(
                row.text("precision"), row.text("gemm_quant_mode"), row.text("moe_quant_mode")),
            pools());
    return new MeasuredPoint(
        deployed,
        load(),
        latency("ttft_ms", "tpot_ms"),
        latency("aic_ttft_ms", "aic_tpot_ms"),
        row);
  }

  private Load load() {
    int isl = row.requiredCount("isl");
    int osl = row.requiredCount("osl");
    return new Load(isl, osl, row.requiredCount("concurrency"), fixedLengths(isl, osl));
  }

  /**
   * Without word the shape tells: the public benchmark only runs three, and sweeps by hand, whose
   * requests all have the nominal lengths, run others. The source of a line says the same where it
   * is known, but must not matter.
   */
  private boolean fixedLengths(int isl, int osl) {
    return row.text(LENGTHS).isEmpty()
        ? !BENCHMARK_SHAPES.contains(new Shape(isl, osl))
        : readsFixed(row.text(LENGTHS));
  }

  private static boolean readsFixed(String lengths) {
    return switch (lengths) {
      case "fixed" -> true;
      case "uniform" -> false;
      default -> throw UnknownNameException.of(LENGTHS, lengths, List.of("fixed", "uniform"));
    };
  }

  private Pools pools() {
    String mode = text(row, MODE);
    return switch (mode) {
      case ONE_POOL -> new OnePool(layout(""));
      case "disagg" -> new TwoPools(pool("prefill_"), pool("decode_"));
      default -> throw UnknownNameException.of(MODE, mode, List.of(ONE_POOL, "disagg"));
    };
  }

  private Pool pool(String role) {
    if (row.text(role + "workers").isEmpty() || row.text(role + "batch").isEmpty()) {
      throw InvalidValueException.because(
          "The number of "
              + role.replace('_', ' ')
              + "workers or their batch was not recorded, so the pools are unknown.");
    }
    return new Pool(
        layout(role), row.requiredCount(role + "workers"), row.requiredCount(role + "batch"));
  }

  private RequestedLayout layout(String role) {
    return new RequestedLayout(
        row.count(role + "tp").orElse(1),
        row.count(role + "pp").orElse(1),
        row.count(role + "dp").orElse(1),
        row.count(role + "moe_tp"),
        row.count(role + "moe_ep"),
        1);
  }

  private Optional<Latency> latency(String ttft, String tpot) {
    OptionalDouble first = row.number(ttft);
    OptionalDouble later = row.number(tpot);
    return first.isPresent() && later.isPresent()
        ? Optional.of(new Latency(first.getAsDouble(), later.getAsDouble()))
        : Optional.empty();
  }
}

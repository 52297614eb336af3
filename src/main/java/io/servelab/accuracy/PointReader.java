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
import java.util.Optional;
import java.util.OptionalDouble;

/** Understands one line of a file of measured points. */
final class PointReader {

  /** Marks points that were swept by hand; their requests all have the nominal lengths. */
  private static final String HAND_MADE = "gap-analysis";

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

  private MeasuredPoint point() {
    row.required("id");
    Deployed deployed =
        new Deployed(
            row.required("model"),
            row.required("system"),
            ServingEngine.of(row.required("backend")),
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

  /** Without a source the shape tells: the public benchmark only runs three. */
  private boolean fixedLengths(int isl, int osl) {
    if (!row.text(LENGTHS).isEmpty()) {
      return readsFixed(row.text(LENGTHS));
    }
    String sources = row.text("sources");
    return sources.isEmpty()
        ? !BENCHMARK_SHAPES.contains(new Shape(isl, osl))
        : sources.contains(HAND_MADE);
  }

  private static boolean readsFixed(String lengths) {
    return switch (lengths) {
      case "fixed" -> true;
      case "uniform" -> false;
      default -> throw UnknownNameException.of(LENGTHS, lengths, List.of("fixed", "uniform"));
    };
  }

  private Pools pools() {
    String mode = row.text("mode").isEmpty() ? "agg" : row.text("mode");
    return switch (mode) {
      case "agg" -> new OnePool(layout(""));
      case "disagg" -> new TwoPools(pool("prefill_"), pool("decode_"));
      default -> throw UnknownNameException.of("mode", mode, List.of("agg", "disagg"));
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

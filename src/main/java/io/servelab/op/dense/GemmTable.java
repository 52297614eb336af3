package io.servelab.op.dense;

import io.servelab.error.NoDataException;
import io.servelab.hardware.Gpu;
import io.servelab.model.GemmQuant;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.PerfTable;
import io.servelab.perf.SiteCurves;
import io.servelab.perf.TableIndex;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Table {@code gemm} by number format. Rows faster than the roofline are raised to it, because no
 * product can be.
 */
final class GemmTable {

  static final TableIndex<GemmTable> INDEX = GemmTable::new;

  private final PerfDatabase database;
  private final PerfTable table;
  private final PerfTable.TextColumn format;
  private final List<String> formats;
  private final Map<GemmQuant, SiteCurves> curves = new ConcurrentHashMap<>();

  private GemmTable(PerfDatabase database) {
    this.database = database;
    this.table = database.table("gemm");
    this.format = table.text("gemm_dtype");
    this.formats = IntStream.range(0, table.rows()).mapToObj(format::at).distinct().toList();
  }

  /** Formats that rows have, in file order. */
  List<GemmQuant> formats() {
    return formats.stream()
        .flatMap(id -> Arrays.stream(GemmQuant.values()).filter(quant -> quant.id().equals(id)))
        .toList();
  }

  /** Curves of a format. */
  Optional<SiteCurves> find(GemmQuant quant) {
    return formats.contains(quant.id())
        ? Optional.of(curves.computeIfAbsent(quant, this::build))
        : Optional.empty();
  }

  /**
   * Curves of a format.
   *
   * @throws NoDataException if no row has it
   */
  SiteCurves require(GemmQuant quant) {
    return find(quant)
        .orElseThrow(
            () ->
                NoDataException.measurement(
                    "Table gemm of "
                        + database
                        + " has no rows for "
                        + quant
                        + ".\nAvailable: "
                        + String.join(", ", formats)));
  }

  private SiteCurves build(GemmQuant quant) {
    Gpu gpu = database.system().gpu();
    boolean floored = gpu.flops().containsKey(quant.mathType());
    PerfTable.NumberColumn m = table.number("m");
    PerfTable.NumberColumn n = table.number("n");
    PerfTable.NumberColumn k = table.number("k");
    PerfTable.NumberColumn latency = table.number("latency_ms");
    PerfTable.NumberColumn power = table.numberOr("power_w", 0);
    SiteCurves.Builder builder = new SiteCurves.Builder();
    for (int row = 0; row < table.rows(); row++) {
      if (!format.at(row).equals(quant.id())) {
        continue;
      }
      double measured = latency.at(row);
      double floor =
          floored ? Gemm.bound(database, quant, m.at(row), n.at(row), k.at(row)).totalMs() : 0;
      double latencyMs = Math.max(measured, floor);
      double powerW = Double.isNaN(power.at(row)) ? 0 : power.at(row) * measured / latencyMs;
      builder.add(m.at(row), n.at(row), k.at(row), latencyMs, powerW);
    }
    return builder.build();
  }
}

package io.servelab.op.dense;

import io.servelab.error.NoDataException;
import io.servelab.hardware.Gpu;
import io.servelab.model.GemmQuant;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.PerfTable;
import io.servelab.perf.SiteCurves;
import io.servelab.perf.TableIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Table {@code gemm} by number format. Rows faster than the roofline are raised to it, because no
 * product can be.
 */
final class GemmTable {

  static final TableIndex<GemmTable> INDEX = GemmTable::new;

  private final PerfDatabase database;
  private final PerfTable table;
  private final Map<String, List<Integer>> rowsByFormat = new LinkedHashMap<>();
  private final Map<GemmQuant, SiteCurves> curves = new ConcurrentHashMap<>();

  private GemmTable(PerfDatabase database) {
    this.database = database;
    this.table = database.table("gemm");
    PerfTable.TextColumn format = table.text("gemm_dtype");
    for (int row = 0; row < table.rows(); row++) {
      rowsByFormat.computeIfAbsent(format.at(row), fresh -> new ArrayList<>()).add(row);
    }
  }

  /** Formats that rows have, in file order. */
  List<GemmQuant> formats() {
    return rowsByFormat.keySet().stream()
        .flatMap(id -> Arrays.stream(GemmQuant.values()).filter(quant -> quant.id().equals(id)))
        .toList();
  }

  /** Curves of a format. */
  Optional<SiteCurves> find(GemmQuant quant) {
    List<Integer> rows = rowsByFormat.get(quant.id());
    return rows == null
        ? Optional.empty()
        : Optional.of(curves.computeIfAbsent(quant, absent -> build(absent, rows)));
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
                        + String.join(", ", rowsByFormat.keySet())));
  }

  private SiteCurves build(GemmQuant quant, List<Integer> rows) {
    Gpu gpu = database.system().gpu();
    boolean floored = gpu.flops().containsKey(quant.mathType());
    PerfTable.NumberColumn m = table.number("m");
    PerfTable.NumberColumn n = table.number("n");
    PerfTable.NumberColumn k = table.number("k");
    PerfTable.NumberColumn latency = table.number("latency_ms");
    PerfTable.NumberColumn power = table.numberOr("power_w", 0);
    SiteCurves.Builder builder = new SiteCurves.Builder();
    for (int row : rows) {
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

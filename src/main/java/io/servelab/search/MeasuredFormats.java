package io.servelab.search;

import io.servelab.error.InvalidValueException;
import io.servelab.layers.LayerPlan;
import io.servelab.model.GemmQuant;
import io.servelab.model.QuantModes;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.PerfTable;
import io.servelab.perf.TableIndex;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The number formats for which matrix products and experts were measured at all.
 *
 * @param database where
 * @param gemm formats of matrix products
 * @param moe formats of experts
 */
record MeasuredFormats(PerfDatabase database, SortedSet<String> gemm, SortedSet<String> moe) {

  private static final TableIndex<MeasuredFormats> INDEX = MeasuredFormats::read;

  static MeasuredFormats of(PerfDatabase database) {
    return database.index(INDEX);
  }

  private static MeasuredFormats read(PerfDatabase database) {
    return new MeasuredFormats(
        database,
        formats(database.find("gemm"), "gemm_dtype"),
        formats(database.find("moe"), "moe_dtype"));
  }

  private static SortedSet<String> formats(Optional<PerfTable> rows, String column) {
    SortedSet<String> found = new TreeSet<>();
    rows.ifPresent(
        table -> {
          PerfTable.TextColumn format = table.text(column);
          for (int row = 0; row < table.rows(); row++) {
            found.add(format.at(row));
          }
        });
    return found;
  }

  /**
   * Checks the formats of a worker.
   *
   * @throws InvalidValueException if one of them was never measured
   */
  void check(LayerPlan plan) {
    QuantModes modes = plan.quant().modes();
    // Static scales change what goes into a product, not the product.
    GemmQuant product = modes.gemm() == GemmQuant.FP8_STATIC ? GemmQuant.FP8 : modes.gemm();
    check("gemm", product.id(), gemm);
    if (plan.model().isMoe()) {
      check("moe", plan.quant().experts().id(), moe);
    }
  }

  private void check(String what, String format, SortedSet<String> measured) {
    if (!measured.isEmpty() && !measured.contains(format)) {
      throw InvalidValueException.of(
          what, format, database + " has no rows for it.\nMeasured are " + measured + ".");
    }
  }
}

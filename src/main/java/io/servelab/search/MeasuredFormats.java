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
    SortedSet<String> products = formats(database.find("gemm"), "gemm_dtype");
    // Static scales change what goes into a product: its rows serve where the scaling is measured.
    if (products.contains(GemmQuant.FP8.id())
        && database.find("computescale").isPresent()
        && database.find("scale_matrix").isPresent()) {
      products.add(GemmQuant.FP8_STATIC.id());
    }
    return new MeasuredFormats(database, products, formats(database.find("moe"), "moe_dtype"));
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

  /** Whether FP8 products were measured, and the scaling that static FP8 adds to them was not. */
  boolean lacksStaticScales() {
    return gemm.contains(GemmQuant.FP8.id()) && !gemm.contains(GemmQuant.FP8_STATIC.id());
  }

  /**
   * Checks the formats of a worker.
   *
   * @throws InvalidValueException if one of them was never measured
   */
  void check(LayerPlan plan) {
    QuantModes modes = plan.quant().modes();
    check("gemm", modes.gemm().id(), gemm);
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

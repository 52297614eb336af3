package io.servelab.op.mla;

import io.servelab.perf.PerfTable;
import io.servelab.perf.Slices;

/** Axes that all tables of latent attention share. */
final class MlaAxes {

  private MlaAxes() {}

  /** {@code (heads, length, batch)}. */
  static Slices.Axes prefill(PerfTable table) {
    return Slices.Axes.of(
        table,
        table.number("num_heads")::at,
        table.number("isl")::at,
        table.number("batch_size")::at);
  }

  /** {@code (heads, batch, length)}. */
  static Slices.Axes decode(PerfTable table) {
    PerfTable.NumberColumn isl = table.number("isl");
    PerfTable.NumberColumn step = table.number("step");
    return Slices.Axes.of(
        table,
        table.number("num_heads")::at,
        table.number("batch_size")::at,
        row -> isl.at(row) + step.at(row));
  }
}

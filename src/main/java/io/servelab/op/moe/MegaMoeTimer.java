package io.servelab.op.moe;

import io.servelab.error.InvalidValueException;
import io.servelab.error.NoDataException;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.OperationTimer;
import io.servelab.op.Resolved;
import io.servelab.perf.GridInterpolator;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.PerfTable;
import io.servelab.perf.Slices;
import io.servelab.perf.TableIndex;
import java.util.Optional;

/** Times {@link Dsv4MegaMoe}. */
final class MegaMoeTimer implements OperationTimer {

  private static final int BLACKWELL_SM = 100;

  private static final TableIndex<Slices<Dsv4MegaMoeKey>> INDEX =
      database -> {
        PerfTable table = database.table("dsv4_megamoe_module");
        Columns columns = new Columns(table);
        return Slices.of(
            table,
            row -> Optional.of(columns.key(row)),
            Slices.Axes.of(table, table.number("num_tokens")::at));
      };

  /** What rows must share. */
  private record Dsv4MegaMoeKey(
      Dsv4MegaMoe.MegaKernel kernel,
      String quant,
      String distribution,
      boolean prefill,
      ExpertShape shape,
      ExpertSplit split) {}

  private final PerfDatabase database;
  private final Resolved<GridInterpolator> curve;

  MegaMoeTimer(Dsv4MegaMoe experts, PerfDatabase database) {
    this.database = database;
    Dsv4MegaMoeKey key =
        new Dsv4MegaMoeKey(
            experts.kernel(),
            experts.quant().id(),
            experts.distribution().equals("uniform") ? "balanced" : experts.distribution(),
            experts.prefill(),
            experts.shape(),
            experts.split());
    this.curve =
        Resolved.by(
            () -> GridInterpolator.linear(database.index(INDEX).require(key), point -> point[0]));
  }

  @Override
  public OpTime time(OpShape shape) {
    if (!database.system().gpu().smAtLeast(BLACKWELL_SM)) {
      throw InvalidValueException.of(
          "system",
          database.system(),
          "the fused experts of DeepSeek-V4 need compute capability 10.0 or more.");
    }
    if (!database.mode().sharesRows()) {
      throw NoDataException.measurement(
          "The fused experts of DeepSeek-V4 are only answered from measurements, not in data mode "
              + database.mode()
              + ".");
    }
    return OpTime.measured(curve.get().read(shape.tokens()));
  }

  @Override
  public boolean dependsOnTokensOnly() {
    return true;
  }

  /** Columns of the table, bound once. */
  private static final class Columns {
    private final PerfTable table;
    private final PerfTable.NumberColumn hidden;
    private final PerfTable.NumberColumn inter;
    private final PerfTable.NumberColumn topk;
    private final PerfTable.NumberColumn experts;
    private final PerfTable.NumberColumn shared;
    private final PerfTable.NumberColumn tp;
    private final PerfTable.NumberColumn ep;

    Columns(PerfTable table) {
      this.table = table;
      this.hidden = table.number("hidden_size");
      this.inter = table.number("inter_size");
      this.topk = table.number("topk");
      this.experts = table.number("num_experts");
      this.shared = table.number("num_fused_shared_experts");
      this.tp = table.number("moe_tp_size");
      this.ep = table.number("moe_ep_size");
    }

    Dsv4MegaMoeKey key(int row) {
      return new Dsv4MegaMoeKey(
          new Dsv4MegaMoe.MegaKernel(
              text("kernel_source", row),
              text("kernel_dtype", row),
              text("source_policy", row),
              text("pre_dispatch", row),
              (int) shared.at(row)),
          text("moe_dtype", row),
          text("distribution", row),
          text("phase", row).equals("context"),
          new ExpertShape(
              (long) hidden.at(row),
              (long) inter.at(row),
              (int) topk.at(row),
              (int) experts.at(row)),
          new ExpertSplit((int) tp.at(row), (int) ep.at(row)));
    }

    private String text(String column, int row) {
      return table.text(column).at(row);
    }
  }
}

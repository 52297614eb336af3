package io.servelab;

import io.servelab.model.GemmQuant;
import io.servelab.notebook.Displayable;
import io.servelab.notebook.HelpCard;
import io.servelab.notebook.MimeBundle;
import io.servelab.op.OpShape;
import io.servelab.op.OperationTimer;
import io.servelab.op.dense.Gemm;
import io.servelab.perf.PerfDatabase;
import io.servelab.plot.OperationPlots;
import io.servelab.plot.PlotFigure;
import io.servelab.search.OperationCurve;
import io.servelab.table.MeasuredTables;
import io.servelab.table.TableView;
import java.util.function.LongFunction;
import tech.tablesaw.api.Table;

/** The measured tables of one engine version on one system. */
public final class Perf implements Displayable {

  private final PerfDatabase database;

  Perf(PerfDatabase database) {
    this.database = database;
  }

  /**
   * A measured table, such as {@code gemm} or {@code generation_attention}.
   *
   * @throws io.servelab.error.NoDataException if it was not measured
   */
  public Table table(String name) {
    return MeasuredTables.of(database.table(name));
  }

  /** The tables that are there, with their rows and sources. */
  public Table tables() {
    return MeasuredTables.of(database.entries()).setName("measured tables of " + database);
  }

  /** Which of the tables can be trusted, and what replaces the others; takes seconds. */
  public Audit audit() {
    return new Audit(database);
  }

  /**
   * A dense projection: what was measured, what is read between and beyond, and what is asked.
   *
   * @param format number format, such as {@code fp8_block}
   * @param outputs width of its output
   * @param inputs width of its input
   * @param tokens tokens of the pass that is asked for
   * @throws io.servelab.error.UnknownNameException if there is no such format
   */
  public PlotFigure plotGemm(String format, long outputs, long inputs, long tokens) {
    OperationTimer timer = Gemm.of(outputs, inputs, GemmQuant.of(format)).bind(database);
    LongFunction<OpShape> shape = size -> OpShape.decode(size, 1);
    return OperationPlots.curve(
        "gemm, %s, %,d x %,d".formatted(format, outputs, inputs),
        "Tokens of the pass",
        OperationCurve.of(timer, shape, 2 * tokens),
        tokens,
        timer.time(shape.apply(tokens)).latencyMs(),
        "perf-data " + database);
  }

  /** The pure database. */
  public PerfDatabase rows() {
    return database;
  }

  /** What can come next, with an example of each. */
  public HelpCard help() {
    return HelpCards.PERF;
  }

  @Override
  public MimeBundle mimeBundle() {
    return TableView.of(tables()).rows(50).mimeBundle();
  }

  @Override
  public String toString() {
    return "measurements of " + database;
  }
}

package io.servelab;

import io.servelab.hardware.ServingEngine;
import io.servelab.notebook.Displayable;
import io.servelab.notebook.HelpCard;
import io.servelab.notebook.MimeBundle;
import io.servelab.perf.Databases;
import io.servelab.search.ServingMode;
import io.servelab.search.SupportSweep;
import io.servelab.table.SupportTables;
import io.servelab.table.TableView;
import tech.tablesaw.api.Table;

/**
 * Which models are answered for on which systems, by trying them. Immutable; every step narrows it,
 * and nothing is tried before the table is asked for.
 */
public final class SupportMatrix implements Displayable {

  private final Databases databases;
  private final SupportSweep sweep;

  SupportMatrix(Databases databases, SupportSweep sweep) {
    this.databases = databases;
    this.sweep = sweep;
  }

  /**
   * For one model, a pattern such as {@code Qwen/*}, or a path to a {@code config.json}.
   *
   * @throws io.servelab.error.UnknownNameException if there is none; names the nearest ones
   */
  public SupportMatrix model(String name) {
    return new SupportMatrix(databases, sweep.withModel(name));
  }

  /** On one system, a pattern such as {@code h*}, or a path to a description. */
  public SupportMatrix system(String name) {
    return new SupportMatrix(databases, sweep.withSystem(name));
  }

  /** With one engine: {@code trtllm}, {@code sglang} or {@code vllm}. */
  public SupportMatrix backend(String name) {
    return new SupportMatrix(databases, sweep.withEngine(ServingEngine.of(name)));
  }

  /** With one kind of deployment: {@code agg} or {@code disagg}. */
  public SupportMatrix mode(String name) {
    return new SupportMatrix(databases, sweep.withMode(ServingMode.of(name)));
  }

  /**
   * The matrix. Column {@code answered} says {@code measured}, {@code estimated} (data mode HYBRID
   * answers), or {@code no}; {@code missing} names the operation and the table that lacks it.
   */
  public Table table() {
    return SupportTables.of(sweep.run(databases));
  }

  /** What can come next, with an example of each. */
  public HelpCard help() {
    return HelpCards.SUPPORT;
  }

  @Override
  public MimeBundle mimeBundle() {
    return TableView.of(table()).rows(60).caption(toString()).mimeBundle();
  }

  @Override
  public String toString() {
    return "support of "
        + sweep.models().size()
        + " models on "
        + sweep.systems().size()
        + " systems, "
        + sweep.engines().size()
        + " engines, "
        + sweep.modes().size()
        + " kinds of deployment";
  }
}

package io.servelab.table;

import io.servelab.search.Support;
import java.util.List;
import tech.tablesaw.api.Table;

/** What is answered for, as a table. */
public final class SupportTables {

  private static final TableBuilder<Support> COLUMNS =
      TableBuilder.<Support>named("support")
          .text("model", support -> support.question().model().id())
          .text("architecture", support -> support.question().model().architecture())
          .text("system", support -> support.question().system())
          .text("backend", support -> support.question().engine())
          .text("version", support -> support.question().database().version())
          .text("mode", support -> support.question().mode().id())
          .text("answered", support -> support.status().id())
          .text("layout", Support::layout)
          .text("operation", Support::operation)
          .text("missing", Support::missing);

  private SupportTables() {}

  /** One row for each model, system, engine and kind of deployment. */
  public static Table of(List<Support> rows) {
    return COLUMNS.build(rows);
  }
}

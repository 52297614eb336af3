package io.servelab.table;

import io.servelab.hardware.Assumption;
import java.util.List;
import tech.tablesaw.api.Table;

/** What an answer rests on, as a table. */
public final class AssumptionTables {

  private static final TableBuilder<Assumption> COLUMNS =
      TableBuilder.<Assumption>named("what was assumed")
          .text("about", Assumption::about)
          .text("what", Assumption::what)
          .text("value", Assumption::value)
          .text("reason", Assumption::reason);

  private AssumptionTables() {}

  /** One row for each. */
  public static Table of(List<Assumption> rows) {
    return COLUMNS.build(rows);
  }
}

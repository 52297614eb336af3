package io.servelab.table;

import io.servelab.perf.AuditFinding;
import java.util.List;
import tech.tablesaw.api.Table;

/** Findings of an audit as tables. */
public final class AuditTables {

  private static final TableBuilder<AuditFinding> FINDINGS =
      TableBuilder.<AuditFinding>named("audit")
          .text("table", AuditFinding::table)
          .text("part", AuditFinding::part)
          .text("check", finding -> finding.check().title())
          .text("verdict", finding -> finding.verdict().id())
          .integer("looked_at", AuditFinding::looked)
          .integer("failing", AuditFinding::failing)
          .number("found", AuditFinding::found)
          .number("limit", AuditFinding::limit)
          .text("unit", finding -> finding.check().unit())
          .text("replaced_by", AuditFinding::replacement);

  private AuditTables() {}

  /** One line for each part and check. */
  public static Table of(List<AuditFinding> findings) {
    return FINDINGS.build(findings);
  }
}

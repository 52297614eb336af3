package io.servelab;

import io.servelab.notebook.Displayable;
import io.servelab.notebook.HelpCard;
import io.servelab.notebook.MimeBundle;
import io.servelab.op.audit.TableAudit;
import io.servelab.perf.AuditFinding;
import io.servelab.perf.AuditVerdict;
import io.servelab.perf.PerfDatabase;
import io.servelab.plot.AuditPlots;
import io.servelab.plot.PlotFigure;
import io.servelab.table.AuditTables;
import io.servelab.table.TableView;
import java.util.List;
import tech.tablesaw.api.Table;

/**
 * Which measurements of an engine can be trusted: every check with the number that decides, and
 * what answers under the rule set {@code servelab} where one fails.
 */
public final class Audit implements Displayable {

  private final PerfDatabase database;
  private final List<AuditFinding> findings;

  Audit(PerfDatabase database) {
    this.database = database;
    this.findings = TableAudit.of(database);
  }

  /** Every check, also those that were stood. */
  public Table table() {
    return AuditTables.of(findings).setName("audit of " + database);
  }

  /** The checks that failed. */
  public Table faults() {
    return AuditTables.of(findings.stream().filter(finding -> !finding.passes()).toList())
        .setName("faults of " + database);
  }

  /** What launching a projection costs under each engine of the system, by number format. */
  public PlotFigure plot() {
    return AuditPlots.floors(database);
  }

  /** What reading weights costs under each engine of the system, by number format. */
  public PlotFigure slopes() {
    return AuditPlots.slopes(database);
  }

  /** The pure findings. */
  public List<AuditFinding> rows() {
    return findings;
  }

  /** What can come next, with an example of each. */
  public HelpCard help() {
    return HelpCards.AUDIT;
  }

  @Override
  public MimeBundle mimeBundle() {
    return TableView.of(faults()).rows(60).note(toString()).mimeBundle();
  }

  @Override
  public String toString() {
    long failed = findings.stream().filter(finding -> !finding.passes()).count();
    long replaced =
        findings.stream().filter(finding -> finding.verdict() == AuditVerdict.SUBSTITUTED).count();
    return findings.size()
        + " checks of "
        + database
        + ": "
        + failed
        + " failed, "
        + replaced
        + " answered by other engines under the rules servelab";
  }
}

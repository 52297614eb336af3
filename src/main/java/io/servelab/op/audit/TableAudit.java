package io.servelab.op.audit;

import io.servelab.op.attention.AttentionAudit;
import io.servelab.op.dense.GemmAudit;
import io.servelab.op.moe.MoeAudit;
import io.servelab.perf.AuditFinding;
import io.servelab.perf.PerfDatabase;
import java.util.ArrayList;
import java.util.List;

/** Looks through the tables of an engine on a system. */
public final class TableAudit {

  private TableAudit() {}

  /**
   * Every check of every part, table by table: projections, attention, experts, then what remains,
   * of which only sweeps that fall can be told.
   *
   * <p>Reads all tables of the engine and those of its siblings; takes seconds.
   */
  public static List<AuditFinding> of(PerfDatabase database) {
    List<AuditFinding> findings = new ArrayList<>();
    findings.addAll(GemmAudit.of(database));
    findings.addAll(AttentionAudit.of(database));
    findings.addAll(MoeAudit.of(database));
    findings.addAll(SweepAudit.of(database));
    return List.copyOf(findings);
  }
}

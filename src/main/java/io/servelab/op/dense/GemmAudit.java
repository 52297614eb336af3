package io.servelab.op.dense;

import io.servelab.hardware.ServingEngine;
import io.servelab.model.GemmQuant;
import io.servelab.perf.AuditCheck;
import io.servelab.perf.AuditFinding;
import io.servelab.perf.AuditVerdict;
import io.servelab.perf.Falls;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.PerfTable;
import io.servelab.perf.TableAdmission;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How the table {@code gemm} of an engine stands the checks, format by format. */
public final class GemmAudit {

  private static final String TABLE = "gemm";
  private static final double US_PER_MS = 1000;

  private final PerfDatabase database;
  private final GemmSources sources;

  private GemmAudit(PerfDatabase database) {
    this.database = database;
    this.sources = GemmSources.of(database);
  }

  /** Every check of every format that the engine or a sibling has rows of. */
  public static List<AuditFinding> of(PerfDatabase database) {
    GemmAudit audit = new GemmAudit(database);
    List<AuditFinding> findings = new ArrayList<>();
    List<GemmQuant> own = audit.sources.formats();
    own.forEach(quant -> audit.add(quant, findings));
    for (GemmQuant quant : GemmQuant.values()) {
      List<ServingEngine> lenders = audit.sources.answering(quant);
      if (!own.contains(quant) && !lenders.isEmpty()) {
        findings.add(
            new AuditFinding(
                TABLE,
                quant.id(),
                AuditCheck.COVERAGE,
                AuditVerdict.SUBSTITUTED,
                1,
                1,
                lenders.size(),
                Double.NaN,
                names(lenders)));
      }
    }
    return findings;
  }

  private void add(GemmQuant quant, List<AuditFinding> findings) {
    TableAdmission admission = sources.admission(quant);
    int curves = database.index(GemmTable.INDEX).require(quant).size();
    findings.add(
        admission(
            quant,
            AuditCheck.LAUNCH_FLOOR,
            curves,
            !admission.floorPasses(),
            US_PER_MS * admission.own().floorMs(),
            US_PER_MS * TableAdmission.MAX_FLOOR_RATIO * admission.others().floorMs()));
    findings.add(
        admission(
            quant,
            AuditCheck.MEMORY_SLOPE,
            curves,
            !admission.slopePasses(),
            admission.own().memorySlope(),
            TableAdmission.MAX_MEMORY_SLOPE));
    findings.add(roofline(quant));
    Falls falls = new Falls();
    falls.add(database.index(GemmTable.INDEX).require(quant));
    findings.add(falls.finding(TABLE, quant.id(), AuditVerdict.LEVELLED));
  }

  private AuditFinding admission(
      GemmQuant quant, AuditCheck check, int rows, boolean fails, double found, double limit) {
    List<ServingEngine> answering = sources.answering(quant);
    boolean replaced = fails && !answering.equals(List.of(database.engine()));
    AuditVerdict failed = replaced ? AuditVerdict.SUBSTITUTED : AuditVerdict.KEPT;
    return new AuditFinding(
        TABLE,
        quant.id(),
        check,
        fails ? failed : AuditVerdict.TRUSTED,
        rows,
        fails ? rows : 0,
        found,
        limit > 0 ? limit : Double.NaN,
        replaced ? names(answering) : "");
  }

  private AuditFinding roofline(GemmQuant quant) {
    PerfTable table = database.table(TABLE);
    PerfTable.TextColumn format = table.text("gemm_dtype");
    PerfTable.NumberColumn m = table.number("m");
    PerfTable.NumberColumn n = table.number("n");
    PerfTable.NumberColumn k = table.number("k");
    PerfTable.NumberColumn latency = table.number("latency_ms");
    boolean rated = database.system().gpu().flops().containsKey(quant.mathType());
    int rows = 0;
    int tooFast = 0;
    double fastest = Double.POSITIVE_INFINITY;
    for (int row = 0; rated && row < table.rows(); row++) {
      if (format.at(row).equals(quant.id())) {
        double bound = Gemm.bound(database, quant, m.at(row), n.at(row), k.at(row)).totalMs();
        rows++;
        tooFast += latency.at(row) < bound ? 1 : 0;
        fastest = Math.min(fastest, latency.at(row) / bound);
      }
    }
    return AuditFinding.roofline(TABLE, quant.id(), rows, tooFast, fastest);
  }

  static String names(List<ServingEngine> engines) {
    return engines.stream().map(ServingEngine::id).collect(Collectors.joining(", "));
  }
}

package io.servelab.op.moe;

import io.servelab.hardware.ServingEngine;
import io.servelab.perf.AuditCheck;
import io.servelab.perf.AuditFinding;
import io.servelab.perf.AuditVerdict;
import io.servelab.perf.Falls;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.Slices;
import io.servelab.perf.TableAdmission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How the table {@code moe} of an engine stands the checks, format by format. */
public final class MoeAudit {

  private static final String TABLE = "moe";
  private static final double US_PER_MS = 1000;

  private final PerfDatabase database;
  private final Slices<MoeTable.Key> curves;
  private final MoeAdmission admissions;

  private MoeAudit(PerfDatabase database) {
    this.database = database;
    this.curves = database.index(MoeTable.INDEX).ordinary();
    this.admissions = MoeAdmission.of(database);
  }

  /** Every check of every format; builds every curve, so it takes a while. */
  public static List<AuditFinding> of(PerfDatabase database) {
    return database.find(TABLE).isPresent() ? new MoeAudit(database).findings() : List.of();
  }

  private List<AuditFinding> findings() {
    Map<String, List<MoeTable.Key>> byFormat = new LinkedHashMap<>();
    for (MoeTable.Key key : curves.keys()) {
      byFormat.computeIfAbsent(key.quant(), absent -> new ArrayList<>()).add(key);
    }
    List<AuditFinding> findings = new ArrayList<>();
    byFormat.forEach(
        (format, keys) -> {
          List<TableAdmission> judged = keys.stream().map(admissions::admission).toList();
          findings.add(floor(format, keys, judged));
          findings.add(slope(format, keys, judged));
          Falls falls = new Falls();
          keys.forEach(key -> falls.add(curves.require(key)));
          findings.add(falls.finding(TABLE, format, AuditVerdict.LEVELLED));
        });
    return findings;
  }

  private AuditFinding floor(String format, List<MoeTable.Key> keys, List<TableAdmission> judged) {
    Worst worst = new Worst(0, Double.NaN, Double.NaN, -1);
    for (int index = 0; index < judged.size(); index++) {
      TableAdmission curve = judged.get(index);
      double limit = TableAdmission.MAX_FLOOR_RATIO * curve.others().floorMs();
      worst =
          worst.and(
              US_PER_MS * curve.own().floorMs(), US_PER_MS * limit, curve.floorPasses(), index);
    }
    return finding(format, AuditCheck.LAUNCH_FLOOR, keys, worst);
  }

  private AuditFinding slope(String format, List<MoeTable.Key> keys, List<TableAdmission> judged) {
    Worst worst = new Worst(0, Double.NaN, Double.NaN, -1);
    for (int index = 0; index < judged.size(); index++) {
      TableAdmission curve = judged.get(index);
      worst =
          worst.and(
              curve.own().memorySlope(),
              curve.others().known() ? TableAdmission.MAX_MEMORY_SLOPE : Double.NaN,
              curve.slopePasses(),
              index);
    }
    return finding(format, AuditCheck.MEMORY_SLOPE, keys, worst);
  }

  /**
   * The curve that lies furthest above its limit.
   *
   * @param failing curves that fail
   * @param found its number
   * @param limit its limit
   * @param index which one it is; negative if none has a limit
   */
  private record Worst(int failing, double found, double limit, int index) {
    Worst and(double other, double otherLimit, boolean passes, int otherIndex) {
      int fails = failing + (passes ? 0 : 1);
      boolean worse =
          otherLimit > 0
              && other > 0
              && (index < 0
                  || (!passes && failing == 0)
                  || (passes == (failing == 0) && other / otherLimit > found / limit));
      return worse
          ? new Worst(fails, other, otherLimit, otherIndex)
          : new Worst(fails, found, limit, index);
    }
  }

  private AuditFinding finding(
      String format, AuditCheck check, List<MoeTable.Key> keys, Worst worst) {
    boolean fails = worst.failing > 0;
    return new AuditFinding(
        TABLE,
        format,
        check,
        fails ? AuditVerdict.SUBSTITUTED : AuditVerdict.TRUSTED,
        keys.size(),
        worst.failing,
        worst.found,
        worst.limit,
        fails ? "fastest of " + engines(keys.get(worst.index)) : "");
  }

  private String engines(MoeTable.Key key) {
    List<ServingEngine> engines = new ArrayList<>(List.of(database.engine()));
    for (PerfDatabase other : database.siblings()) {
      if (other.find(TABLE).isPresent()
          && other.index(MoeTable.INDEX).ordinary().find(key).isPresent()) {
        engines.add(other.engine());
      }
    }
    return engines.stream().map(ServingEngine::id).collect(Collectors.joining(", "));
  }
}

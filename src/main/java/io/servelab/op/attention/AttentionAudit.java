package io.servelab.op.attention;

import io.servelab.hardware.ServingEngine;
import io.servelab.perf.AuditCheck;
import io.servelab.perf.AuditFinding;
import io.servelab.perf.AuditVerdict;
import io.servelab.perf.Falls;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.PerfTable;
import io.servelab.perf.Roofline;
import io.servelab.perf.TableAdmission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * How the attention tables of an engine stand the checks, by formats, head width and window. Counts
 * are slices (one for each number of key-value heads), for the roofline and for falls they are
 * rows. Kernel lanes that the engine would not ask are left out.
 */
public final class AttentionAudit {

  private static final double US_PER_MS = 1000;

  private final AttentionPhase phase;
  private final PerfDatabase database;
  private final AttentionTable table;
  private final AttentionAdmission admission;
  private final List<AuditFinding> findings = new ArrayList<>();

  private AttentionAudit(AttentionPhase phase, PerfDatabase database, AttentionTable table) {
    this.phase = phase;
    this.database = database;
    this.table = table;
    this.admission = AttentionAdmission.of(phase, database);
  }

  /** Every check of both phases. */
  public static List<AuditFinding> of(PerfDatabase database) {
    List<AuditFinding> findings = new ArrayList<>();
    for (AttentionPhase phase : AttentionPhase.values()) {
      phase
          .in(database)
          .ifPresent(table -> findings.addAll(new AttentionAudit(phase, database, table).run()));
    }
    return findings;
  }

  private List<AuditFinding> run() {
    List<String> lanes = phase.lanes(database);
    Map<String, List<AttentionSlice>> parts = new LinkedHashMap<>();
    Falls falls = new Falls();
    for (AttentionSlice slice : table.all()) {
      if (table.answering(slice, lanes).equals(Optional.of(slice))) {
        parts.computeIfAbsent(part(slice), absent -> new ArrayList<>()).add(slice);
        falls.add(table.find(slice).orElseThrow());
      }
    }
    parts.forEach(this::add);
    findings.add(falls.finding(phase.table(), "all", AuditVerdict.LEVELLED));
    return findings;
  }

  private static String part(AttentionSlice slice) {
    String formats = slice.math().isEmpty() ? slice.kv() : slice.math() + ", " + slice.kv();
    String width = formats + " cache, " + slice.headDim() + " wide";
    return slice.window() == 0 ? width : width + ", window " + slice.window();
  }

  private void add(String part, List<AttentionSlice> slices) {
    List<TableAdmission> beside = slices.stream().map(admission::beside).toList();
    add(
        part,
        AuditCheck.LAUNCH_FLOOR,
        slices,
        slices.stream().filter(slice -> !admission.floorPasses(slice)).toList(),
        US_PER_MS * largest(beside, judged -> judged.own().floorMs()),
        US_PER_MS
            * Math.max(
                AttentionAdmission.USUAL_FLOOR_MS,
                TableAdmission.MAX_FLOOR_RATIO
                    * largest(beside, judged -> judged.others().floorMs())));
    add(
        part,
        AuditCheck.MEMORY_SLOPE,
        slices,
        slices.stream().filter(slice -> !admission.slopePasses(slice)).toList(),
        largest(beside, judged -> judged.own().memorySlope()),
        AttentionAdmission.MAX_WORK_RATIO
            * Math.max(1, largest(beside, judged -> judged.others().memorySlope())));
    window(part, slices);
    roofline(part, slices);
  }

  private static double largest(
      List<TableAdmission> judged, ToDoubleFunction<TableAdmission> number) {
    return judged.stream().mapToDouble(number).max().orElse(0);
  }

  private void window(String part, List<AttentionSlice> slices) {
    List<AttentionSlice> ignored = new ArrayList<>();
    double worst = Double.NaN;
    for (AttentionSlice slice : slices) {
      WindowCheck check = admission.window(slice);
      worst = Double.isNaN(worst) ? check.ratio() : Math.max(worst, check.ratio());
      if (!check.passes()) {
        ignored.add(slice);
      }
    }
    if (slices.get(0).window() > 0) {
      add(part, AuditCheck.WINDOW, slices, ignored, worst, WindowCheck.LIMIT);
    }
  }

  private void add(
      String part,
      AuditCheck check,
      List<AttentionSlice> slices,
      List<AttentionSlice> failing,
      double found,
      double limit) {
    TreeSet<ServingEngine> lenders = new TreeSet<>();
    failing.forEach(
        slice -> admission.substitutes(slice).forEach(lent -> lenders.add(lent.lender().engine())));
    AuditVerdict failed = lenders.isEmpty() ? AuditVerdict.KEPT : AuditVerdict.SUBSTITUTED;
    findings.add(
        new AuditFinding(
            phase.table(),
            part,
            check,
            failing.isEmpty() ? AuditVerdict.TRUSTED : failed,
            slices.size(),
            failing.size(),
            found,
            limit,
            lenders.stream().map(ServingEngine::id).collect(Collectors.joining(", "))));
  }

  /** Compares rows as they stand in the file, before anything raises them. */
  private void roofline(String part, List<AttentionSlice> slices) {
    IntFunction<double[]> point = phase.points(database.table(phase.table()));
    PerfTable.NumberColumn latency = database.table(phase.table()).number("latency_ms");
    int rows = 0;
    int tooFast = 0;
    double fastest = Double.POSITIVE_INFINITY;
    for (AttentionSlice slice : slices) {
      Optional<Roofline> bound = phase.roofline(database, slice);
      for (int row : bound.isPresent() ? table.rows(slice) : List.<Integer>of()) {
        double share = latency.at(row) / bound.orElseThrow().ms(point.apply(row));
        rows++;
        tooFast += share < 1 ? 1 : 0;
        fastest = Math.min(fastest, share);
      }
    }
    findings.add(AuditFinding.roofline(phase.table(), part, rows, tooFast, fastest));
  }
}

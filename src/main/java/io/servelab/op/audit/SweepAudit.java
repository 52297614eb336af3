package io.servelab.op.audit;

import io.servelab.perf.AuditFinding;
import io.servelab.perf.AuditVerdict;
import io.servelab.perf.Catalog;
import io.servelab.perf.CatalogEntry;
import io.servelab.perf.Falls;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.PerfTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Looks for sweeps that fall in the tables that have no audit of their own. */
final class SweepAudit {

  private static final Set<String> AUDITED =
      Set.of("gemm", "context_attention", "generation_attention", "moe");

  /** What work grows with, the first that a table has. */
  private static final List<String> AXES =
      List.of(
          "message_size", "num_tokens", "num_token", "m", "step", "isl", "seq_len", "batch_size");

  /** Under the rules these are levelled when they are read. */
  private static final String LEVELLED = "custom_allreduce";

  private SweepAudit() {}

  static List<AuditFinding> of(PerfDatabase database) {
    List<AuditFinding> findings = new ArrayList<>();
    for (CatalogEntry entry : Catalog.of(database.home(), database.system().name()).entries()) {
      boolean own =
          entry.engine().equals(database.engine().id())
              && entry.version().equals(database.version());
      if (own && !AUDITED.contains(entry.table())) {
        PerfTable table = database.table(entry.table());
        AXES.stream()
            .filter(axis -> table.isNumber(axis) && table.isNumber("latency_ms"))
            .findFirst()
            .ifPresent(axis -> findings.add(audit(table, axis)));
      }
    }
    return findings;
  }

  private static AuditFinding audit(PerfTable table, String axis) {
    List<String> keys =
        table.columns().stream()
            .filter(column -> !column.equals(axis) && !column.equals("source"))
            .filter(column -> !column.endsWith("_ms") && !column.endsWith("_w"))
            .toList();
    Map<List<Object>, List<Integer>> sweeps = new LinkedHashMap<>();
    for (int row = 0; row < table.rows(); row++) {
      sweeps.computeIfAbsent(key(table, keys, row), absent -> new ArrayList<>()).add(row);
    }
    PerfTable.NumberColumn work = table.number(axis);
    PerfTable.NumberColumn latency = table.number("latency_ms");
    Falls falls = new Falls();
    for (List<Integer> sweep : sweeps.values()) {
      falls.add(
          sweep.stream()
              .sorted(Comparator.comparingDouble(work::at))
              .mapToDouble(latency::at)
              .filter(ms -> ms > 0)
              .toArray());
    }
    AuditVerdict repaired =
        table.name().equals(LEVELLED) ? AuditVerdict.LEVELLED : AuditVerdict.KEPT;
    return falls.finding(table.name(), "over " + axis, repaired);
  }

  private static List<Object> key(PerfTable table, List<String> columns, int row) {
    return IntStream.range(0, columns.size())
        .mapToObj(
            index -> {
              String column = columns.get(index);
              return table.isNumber(column)
                  ? (Object) table.number(column).at(row)
                  : table.text(column).at(row);
            })
        .toList();
  }
}

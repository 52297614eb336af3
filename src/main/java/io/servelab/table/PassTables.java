package io.servelab.table;

import io.servelab.search.ExplainedPass;
import io.servelab.step.MemoryLedger;
import io.servelab.step.PassTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.Table;

/** Passes and their memory as tables: where the milliseconds and the gigabytes go. */
public final class PassTables {

  private record Operation(String pass, PassTime.Row row, double passMs) {}

  private static final TableBuilder<Operation> TIMES =
      TableBuilder.<Operation>named("operations")
          .text("pass", Operation::pass)
          .text("operation", operation -> operation.row.name())
          .number("time_ms", operation -> operation.row.time().latencyMs())
          .number(
              "share_pct", operation -> 100 * operation.row.time().latencyMs() / operation.passMs)
          .text("source", operation -> operation.row.time().source().id())
          .text(
              "evidence",
              operation -> operation.row.time().evidence().name().toLowerCase(Locale.ROOT));

  private record Part(String pass, String part, double bytes, double totalBytes) {}

  private static final TableBuilder<Part> MEMORY =
      TableBuilder.<Part>named("device memory of a rank")
          .text("pass", Part::pass)
          .text("part", Part::part)
          .number("memory_gib", part -> MemoryLedger.gib(part.bytes))
          .number("share_pct", part -> 100 * part.bytes / part.totalBytes);

  private PassTables() {}

  /** Operations of passes, longest first within each pass. */
  public static Table times(List<ExplainedPass> passes) {
    List<Operation> operations = new ArrayList<>();
    for (ExplainedPass pass : passes) {
      double passMs = pass.time().latencyMs();
      pass.time().rows().stream()
          .filter(row -> row.time().latencyMs() > 0)
          .sorted(
              java.util.Comparator.comparingDouble((PassTime.Row row) -> -row.time().latencyMs()))
          .forEach(row -> operations.add(new Operation(pass.name(), row, passMs)));
    }
    return TIMES.build(operations);
  }

  /** Device memory at the busiest moment of each pass. */
  public static Table memory(List<ExplainedPass> passes) {
    List<Part> parts = new ArrayList<>();
    for (ExplainedPass pass : passes) {
      MemoryLedger ledger = pass.memory();
      double total = ledger.totalBytes();
      parts.add(new Part(pass.name(), "weights", ledger.weightsBytes(), total));
      parts.add(new Part(pass.name(), "KV cache", ledger.kvCacheBytes(), total));
      parts.add(new Part(pass.name(), "activations", ledger.activationsBytes(), total));
      parts.add(new Part(pass.name(), "communicators", ledger.communicatorBytes(), total));
      parts.add(new Part(pass.name(), "runtime", ledger.otherBytes(), total));
    }
    return MEMORY.build(parts);
  }
}

package io.servelab.table;

import io.servelab.artifact.memory.KvCacheCapacity;
import io.servelab.step.MemoryLedger;
import java.util.List;
import java.util.Map;

/** The memory of a rank and its KV cache as a table. */
public final class KvCacheTables {

  private record Part(String use, double bytes, double capacityBytes) {}

  private static final List<String> USES =
      List.of("weights", "activations", "communicators", "runtime", "kv_cache");

  private static final TableBuilder<Part> PARTS =
      TableBuilder.<Part>named("device memory of a rank")
          .text("use", Part::use)
          .number("memory_gib", part -> MemoryLedger.gib(part.bytes))
          .number("share_pct", part -> 100 * part.bytes / part.capacityBytes);

  private KvCacheTables() {}

  /** Memory by use, with what the cache holds below. */
  public static TableView of(KvCacheCapacity capacity) {
    Map<String, Double> breakdown = capacity.breakdown();
    TableView view =
        TableView.of(
                PARTS.build(
                    USES.stream()
                        .map(use -> new Part(use, breakdown.get(use), capacity.capacityBytes()))
                        .toList()))
            .bars("share_pct")
            .note(
                "KV cache: %,d tokens of %,.0f bytes."
                    .formatted(capacity.size().tokens(), capacity.bytesPerToken()));
    if (capacity.adjusted().isPresent()) {
      view =
          view.note(
              "With the tolerance left unused: %,d tokens."
                  .formatted(capacity.adjusted().get().tokens()));
    }
    return capacity.source() == KvCacheCapacity.Source.NAIVE
        ? view.note("The model is not modelled: its geometry answered, not its operations.")
        : view;
  }
}

package io.servelab.op.moe;

import io.servelab.model.MoeQuant;
import io.servelab.perf.Grid;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.PerfTable;
import io.servelab.perf.Slices;
import io.servelab.perf.TableIndex;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Table {@code moe}, divided into the kernels of ordinary and of small batches. */
final class MoeTable {

  static final TableIndex<MoeTable> INDEX = MoeTable::new;

  private static final String FALLBACK_DISTRIBUTION = "uniform";

  /**
   * What rows must share to form a curve over tokens.
   *
   * @param quant number format
   * @param distribution how tokens spread over experts
   * @param shape dimensions of the layer
   * @param split ranks that share the layer
   */
  record Key(String quant, String distribution, ExpertShape shape, ExpertSplit split) {

    /** Whether nothing but the dimensions of the layer may differ. */
    boolean matchesButForShape(Key other) {
      // The split first: it tells most keys apart and costs least.
      return split.equals(other.split)
          && quant.equals(other.quant)
          && distribution.equals(other.distribution);
    }
  }

  private final Slices<Key> ordinary;
  private final Slices<Key> lowLatency;
  private final Map<String, Set<String>> distributionsByQuant = new LinkedHashMap<>();

  private MoeTable(PerfDatabase database) {
    PerfTable table = database.table("moe");
    this.ordinary = slices(table, 0);
    this.lowLatency = slices(table, 1);
    for (Key key : ordinary.keys()) {
      distributionsByQuant
          .computeIfAbsent(key.quant, absent -> new LinkedHashSet<>())
          .add(key.distribution);
    }
  }

  private static Slices<Key> slices(PerfTable table, int lowLatency) {
    PerfTable.NumberColumn small = table.numberOr("low_latency", 0);
    PerfTable.TextColumn quant = table.text("moe_dtype");
    PerfTable.TextColumn distribution = table.text("distribution");
    PerfTable.NumberColumn topk = table.number("topk");
    PerfTable.NumberColumn experts = table.number("num_experts");
    PerfTable.NumberColumn hidden = table.number("hidden_size");
    PerfTable.NumberColumn inter = table.number("inter_size");
    PerfTable.NumberColumn tp = table.number("moe_tp_size");
    PerfTable.NumberColumn ep = table.number("moe_ep_size");
    return Slices.of(
        table,
        row ->
            small.at(row) != lowLatency
                ? Optional.empty()
                : Optional.of(
                    new Key(
                        quant.at(row),
                        distribution.at(row),
                        new ExpertShape(
                            (long) hidden.at(row),
                            (long) inter.at(row),
                            (int) topk.at(row),
                            (int) experts.at(row)),
                        new ExpertSplit((int) tp.at(row), (int) ep.at(row)))),
        Slices.Axes.of(table, table.number("num_tokens")::at));
  }

  /** Formats that rows have, in file order. */
  List<MoeQuant> formats() {
    return distributionsByQuant.keySet().stream()
        .flatMap(id -> Arrays.stream(MoeQuant.values()).filter(quant -> quant.id().equals(id)))
        .toList();
  }

  /** Key of a curve, with the distribution that answers for the asked one. */
  Key key(String quant, String distribution, ExpertShape shape, ExpertSplit split) {
    boolean measured = distributionsByQuant.getOrDefault(quant, Set.of()).contains(distribution);
    return new Key(quant, measured ? distribution : FALLBACK_DISTRIBUTION, shape, split);
  }

  /** Curves of ordinary batches. */
  Slices<Key> ordinary() {
    return ordinary;
  }

  /** Curve of the low-latency kernel. */
  Optional<Grid> findLowLatency(Key key) {
    return lowLatency.find(key);
  }
}

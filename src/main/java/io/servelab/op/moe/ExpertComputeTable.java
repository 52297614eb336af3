package io.servelab.op.moe;

import io.servelab.hardware.ServingEngine;
import io.servelab.model.MoeQuant;
import io.servelab.op.Phase;
import io.servelab.perf.Grid;
import io.servelab.perf.GridBuilder;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.PerfTable;
import io.servelab.perf.TableIndex;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Measured experts of wide expert parallelism. SGLang has one table for each phase, TensorRT-LLM
 * one for both.
 */
final class ExpertComputeTable {

  static final TableIndex<ExpertComputeTable> INDEX = ExpertComputeTable::new;

  private static final int BLACKWELL_SM = 100;
  private static final String FALLBACK_DISTRIBUTION = "uniform";

  static final String DEEPEP_KERNEL = "deepep_moe";

  /**
   * What rows must share.
   *
   * @param kernel kernel
   * @param quant number format
   * @param distribution how tokens spread over experts
   * @param phase pass
   * @param layer dimensions and slots
   */
  record Key(String kernel, String quant, String distribution, Phase phase, Layer layer) {

    Key spread(String other) {
      return new Key(kernel, quant, other, phase, layer);
    }
  }

  /**
   * A layer as it was measured.
   *
   * @param shape dimensions
   * @param slots places for experts on all ranks
   * @param split ranks that share the layer
   */
  record Layer(ExpertShape shape, int slots, ExpertSplit split) {}

  private final Map<Key, GridBuilder> curves = new LinkedHashMap<>();

  private ExpertComputeTable(PerfDatabase database) {
    database
        .find("wideep_context_moe")
        .ifPresent(table -> add(table, DEEPEP_KERNEL, List.of(Phase.PREFILL)));
    database
        .find("wideep_generation_moe")
        .ifPresent(table -> add(table, DEEPEP_KERNEL, List.of(Phase.DECODE)));
    database
        .find("wideep_moe")
        .ifPresent(table -> add(table, "", List.of(Phase.PREFILL, Phase.DECODE)));
  }

  private void add(PerfTable table, String kernel, List<Phase> phases) {
    PerfTable.TextColumn source = table.text("kernel_source");
    PerfTable.TextColumn quant = table.text("moe_dtype");
    PerfTable.TextColumn distribution = table.text("distribution");
    PerfTable.NumberColumn topk = table.number("topk");
    PerfTable.NumberColumn experts = table.number("num_experts");
    PerfTable.NumberColumn slots =
        table.has("num_slots") ? table.number("num_slots") : table.number("num_experts");
    PerfTable.NumberColumn hidden = table.number("hidden_size");
    PerfTable.NumberColumn inter = table.number("inter_size");
    PerfTable.NumberColumn tp = table.number("moe_tp_size");
    PerfTable.NumberColumn ep = table.number("moe_ep_size");
    PerfTable.NumberColumn tokens = table.number("num_tokens");
    PerfTable.NumberColumn latency = table.number("latency_ms");
    for (int row = 0; row < table.rows(); row++) {
      ExpertShape shape =
          new ExpertShape(
              (long) hidden.at(row),
              (long) inter.at(row),
              (int) topk.at(row),
              (int) experts.at(row));
      ExpertSplit split = new ExpertSplit((int) tp.at(row), (int) ep.at(row));
      Layer layer = new Layer(shape, (int) slots.at(row), split);
      for (Phase phase : phases) {
        String name = kernel.isEmpty() ? source.at(row) : kernel;
        curves
            .computeIfAbsent(
                new Key(name, quant.at(row), distribution.at(row), phase, layer),
                absent -> new GridBuilder(1))
            .add(latency.at(row), 0, tokens.at(row));
      }
    }
  }

  /** The kernel that an engine runs, or the first measured one where that was not measured. */
  String kernel(PerfDatabase database, MoeQuant quant) {
    String usual = DEEPEP_KERNEL;
    if (database.engine() == ServingEngine.TRTLLM) {
      boolean deepGemm =
          database.system().gpu().smAtLeast(BLACKWELL_SM) && quant == MoeQuant.FP8_BLOCK;
      usual = deepGemm ? "deepgemm" : "moe_torch_flow";
    }
    Set<String> measured = new LinkedHashSet<>();
    curves.keySet().forEach(key -> measured.add(key.kernel));
    return measured.isEmpty() || measured.contains(usual) ? usual : measured.iterator().next();
  }

  /**
   * The distribution that answers: the asked one, else uniform, else the first that the kernel has
   * in the format and phase.
   */
  String distribution(Key asked) {
    Set<String> measured = new LinkedHashSet<>();
    for (Key key : curves.keySet()) {
      if (key.kernel.equals(asked.kernel)
          && key.quant.equals(asked.quant)
          && key.phase == asked.phase) {
        measured.add(key.distribution);
      }
    }
    for (String candidate : List.of(asked.distribution, FALLBACK_DISTRIBUTION)) {
      if (measured.contains(candidate)) {
        return candidate;
      }
    }
    return measured.isEmpty() ? asked.distribution : measured.iterator().next();
  }

  /** Keys that have rows, in file order. */
  Set<Key> keys() {
    return curves.keySet();
  }

  /** Curve of a key. */
  Optional<Grid> find(Key key) {
    return Optional.ofNullable(curves.get(key)).map(GridBuilder::build);
  }
}

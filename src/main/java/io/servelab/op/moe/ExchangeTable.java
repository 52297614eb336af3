package io.servelab.op.moe;

import io.servelab.perf.PerfDatabase;
import io.servelab.perf.PerfTable;
import io.servelab.perf.TableIndex;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntToDoubleFunction;

/**
 * Measured exchanges of all tables. Where tables overlap, {@code moe_a2a} wins: it is the newest
 * collection.
 */
final class ExchangeTable {

  static final TableIndex<ExchangeTable> INDEX = ExchangeTable::new;

  private static final String ANY_WIRE = "default";
  private static final int DEEPEP_GPUS_PER_NODE = 8;
  private static final int RACK_GPUS_PER_NODE = 4;
  private static final double MS_PER_US = 1e-3;

  /** What rows must share but for the wire format and the number of SMs. */
  record Key(CommBackend backend, ExchangePhase phase, Routing routing, ExchangeGroup group) {}

  private final Map<Key, Map<String, ExchangePoints>> points = new LinkedHashMap<>();

  private ExchangeTable(PerfDatabase database) {
    database.find("moe_a2a").ifPresent(this::addAllToAll);
    database.find("wideep_deepep_normal").ifPresent(this::addHighThroughput);
    database.find("wideep_deepep_ll").ifPresent(this::addLowLatency);
    database.find("trtllm_alltoall").ifPresent(this::addNvlink);
  }

  /** Keys that have rows in some wire format. */
  Set<Key> keys() {
    return points.keySet();
  }

  /** Points of a key in a wire format, else in the one that answers for it. */
  Optional<ExchangePoints> find(Key key, String wire) {
    Map<String, ExchangePoints> byWire = points.getOrDefault(key, Map.of());
    for (String candidate : List.of(wire, wire.equals("fp8_block") ? "fp8" : wire)) {
      if (byWire.containsKey(candidate)) {
        return Optional.of(byWire.get(candidate));
      }
    }
    return byWire.keySet().equals(Set.of(ANY_WIRE))
        ? Optional.of(byWire.get(ANY_WIRE))
        : Optional.empty();
  }

  private ExchangePoints at(Key key, String wire) {
    return points
        .computeIfAbsent(key, absent -> new HashMap<>())
        .computeIfAbsent(wire, absent -> new ExchangePoints());
  }

  private void addAllToAll(PerfTable table) {
    PerfTable.TextColumn backend = table.text("comm_backend");
    PerfTable.TextColumn phase = table.text("phase");
    PerfTable.TextColumn wire = table.text("comm_dtype");
    PerfTable.NumberColumn ep = table.number("ep_size");
    PerfTable.NumberColumn nodes = table.number("node_num");
    PerfTable.NumberColumn sms = table.number("sms");
    PerfTable.NumberColumn tokens = table.number("num_tokens");
    PerfTable.NumberColumn latency = table.number("latency_us");
    RoutingColumns routing = RoutingColumns.of(table, "topk");
    for (int row = 0; row < table.rows(); row++) {
      Key key =
          new Key(
              CommBackend.of(backend.at(row)),
              ExchangePhase.of(phase.at(row)),
              routing.at(row),
              new ExchangeGroup((int) ep.at(row), (int) nodes.at(row)));
      at(key, wire.at(row)).add(sms.at(row), tokens.at(row), latency.at(row) * MS_PER_US);
    }
  }

  private void addHighThroughput(PerfTable table) {
    PerfTable.NumberColumn sms = table.number("dispatch_sms");
    addDeepEp(
        table,
        CommBackend.DEEPEP_HT,
        sms::at,
        sum(table, "dispatch_transmit_us", "dispatch_notify_us"),
        sum(table, "combine_transmit_us", "combine_notify_us"));
  }

  private void addLowLatency(PerfTable table) {
    addDeepEp(
        table,
        CommBackend.DEEPEP_LL,
        row -> 0,
        table.number("dispatch_avg_t_us")::at,
        table.number("combine_avg_t_us")::at);
  }

  private static IntToDoubleFunction sum(PerfTable table, String left, String right) {
    PerfTable.NumberColumn first = table.number(left);
    PerfTable.NumberColumn second = table.number(right);
    return row -> first.at(row) + second.at(row);
  }

  private void addDeepEp(
      PerfTable table,
      CommBackend backend,
      IntToDoubleFunction sms,
      IntToDoubleFunction dispatchUs,
      IntToDoubleFunction combineUs) {
    PerfTable.NumberColumn nodes = table.number("node_num");
    PerfTable.NumberColumn tokens = table.number("num_token");
    RoutingColumns routing = RoutingColumns.of(table, "num_topk");
    for (int row = 0; row < table.rows(); row++) {
      int nodeCount = (int) nodes.at(row);
      ExchangeGroup group = new ExchangeGroup(nodeCount * DEEPEP_GPUS_PER_NODE, nodeCount);
      at(new Key(backend, ExchangePhase.DISPATCH, routing.at(row), group), ANY_WIRE)
          .add(sms.applyAsDouble(row), tokens.at(row), dispatchUs.applyAsDouble(row) * MS_PER_US);
      at(new Key(backend, ExchangePhase.COMBINE, routing.at(row), group), ANY_WIRE)
          .add(sms.applyAsDouble(row), tokens.at(row), combineUs.applyAsDouble(row) * MS_PER_US);
    }
  }

  private void addNvlink(PerfTable table) {
    PerfTable.TextColumn kernel = table.textOr("kernel_source", "NVLinkTwoSided");
    PerfTable.TextColumn step = table.text("op_name");
    PerfTable.TextColumn quant = table.text("moe_dtype");
    PerfTable.NumberColumn ep = table.number("moe_ep_size");
    PerfTable.NumberColumn tokens = table.number("num_tokens");
    PerfTable.NumberColumn latency = table.number("latency_ms");
    RoutingColumns routing = RoutingColumns.of(table, "topk");
    for (int row = 0; row < table.rows(); row++) {
      int ranks = (int) ep.at(row);
      boolean lowPrecision = step.at(row).endsWith("_low_precision");
      Key key =
          new Key(
              kernel.at(row).equals("NVLinkOneSided")
                  ? CommBackend.NVLINK_ONE_SIDED
                  : CommBackend.NVLINK_TWO_SIDED,
              nvlinkStep(step.at(row)),
              routing.at(row),
              new ExchangeGroup(ranks, Math.max(1, ranks / RACK_GPUS_PER_NODE)));
      at(key, lowPrecision ? "fp4" : quant.at(row)).add(0, tokens.at(row), latency.at(row));
    }
  }

  private static ExchangePhase nvlinkStep(String name) {
    if (name.equals("alltoall_prepare")) {
      return ExchangePhase.PREPARE;
    }
    return name.equals("alltoall_dispatch") ? ExchangePhase.DISPATCH : ExchangePhase.COMBINE;
  }

  /** Columns that describe the routing of a row. */
  private record RoutingColumns(
      PerfTable.NumberColumn hidden, PerfTable.NumberColumn topk, PerfTable.NumberColumn experts) {

    static RoutingColumns of(PerfTable table, String topk) {
      return new RoutingColumns(
          table.number("hidden_size"), table.number(topk), table.number("num_experts"));
    }

    Routing at(int row) {
      return new Routing((long) hidden.at(row), (int) topk.at(row), (int) experts.at(row));
    }
  }
}

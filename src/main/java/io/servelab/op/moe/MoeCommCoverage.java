package io.servelab.op.moe;

import io.servelab.error.InvalidValueException;
import io.servelab.error.NoDataException;
import io.servelab.hardware.ServingEngine;
import io.servelab.op.Phase;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.TableIndex;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells whether measurements cover wide expert parallelism.
 *
 * <p>A pass is covered if some library has rows for dispatch and combine in the format that the
 * engine sends, at any number of SMs, and if experts of that format, shape and spread were measured
 * in that pass; on vLLM and TensorRT-LLM rows of ordinary experts without tensor parallelism count
 * too. DeepEP over several nodes is also covered by the rows of one node. TensorRT-LLM exchanges
 * only between attention ranks with sequences of their own, and over NVLink only on Blackwell.
 *
 * <p>A prefill-only estimate needs prefill covered, every other one both passes. Expert parallelism
 * inside a node needs nothing: plain collectives price it.
 */
public final class MoeCommCoverage {

  private static final TableIndex<MoeCommCoverage> INDEX = MoeCommCoverage::new;
  private static final int BLACKWELL_SM = 100;

  /** Experts that were measured. */
  private record Measured(String quant, Phase phase, ExpertShape shape, ExpertSplit split) {}

  private final PerfDatabase database;
  private final ExchangeTable exchanges;
  private final Set<Measured> experts = new HashSet<>();

  private MoeCommCoverage(PerfDatabase database) {
    this.database = database;
    this.exchanges = database.index(ExchangeTable.INDEX);
    for (ExpertComputeTable.Key key : database.index(ExpertComputeTable.INDEX).keys()) {
      experts.add(new Measured(key.quant(), key.phase(), key.layer().shape(), key.layer().split()));
    }
    if (database.engine() != ServingEngine.SGLANG && database.find("moe").isPresent()) {
      for (MoeTable.Key key : database.index(MoeTable.INDEX).ordinary().keys()) {
        for (Phase phase : Phase.values()) {
          experts.add(new Measured(key.quant(), phase, key.shape(), key.split()));
        }
      }
    }
  }

  /** Coverage by the rows that the data mode may use. */
  public static MoeCommCoverage of(PerfDatabase database) {
    return database.index(INDEX);
  }

  /**
   * Whether experts are spread over several nodes, so that passes have to be covered.
   *
   * @throws InvalidValueException if they are and each expert is split as well
   */
  public boolean isRequired(ExpertSplit split) {
    boolean severalNodes = split.ep() > database.system().links().gpusPerNode();
    if (severalNodes && split.tp() > 1) {
      throw InvalidValueException.because(
          "Experts spread over several nodes cannot be split as well: moe_ep = "
              + split.ep()
              + ", moe_tp = "
              + split.tp()
              + " with "
              + database.system().links().gpusPerNode()
              + " GPUs per node.\nUse moe_tp = 1.");
    }
    return severalNodes;
  }

  /** The preferred exchange that covers a pass. */
  public Optional<WideExchange> find(WideLayer layer, Phase phase) {
    boolean alone = database.engine() == ServingEngine.TRTLLM && layer.attentionDp() <= 1;
    if (alone || !coversExperts(layer, phase)) {
      return Optional.empty();
    }
    for (CommBackend backend : CommBackend.values()) {
      Optional<ExchangeGroup> measured = measuredGroup(backend, layer, phase);
      if (measured.isPresent()) {
        return Optional.of(new WideExchange(layer, phase, backend, group(layer), measured.get()));
      }
    }
    return Optional.empty();
  }

  /**
   * The preferred exchange of each pass.
   *
   * @throws NoDataException if a pass is not covered; names those that are not
   */
  public Map<Phase, WideExchange> require(WideLayer layer, Collection<Phase> phases) {
    Map<Phase, WideExchange> found = new EnumMap<>(Phase.class);
    phases.forEach(phase -> find(layer, phase).ifPresent(exchange -> found.put(phase, exchange)));
    List<Phase> missing = phases.stream().filter(phase -> !found.containsKey(phase)).toList();
    if (!missing.isEmpty()) {
      throw missing(layer, missing);
    }
    return found;
  }

  private NoDataException missing(WideLayer layer, List<Phase> phases) {
    NavigableSet<Integer> sizes = new TreeSet<>();
    phases.forEach(phase -> sizes.addAll(measuredEps(layer, phase)));
    String hint = sizes.isEmpty() ? "" : ", or try moe_ep of " + sizes;
    return NoDataException.measurement(
        "Experts over several nodes need a measured exchange of tokens, and "
            + database
            + " has none for "
            + layer
            + " in "
            + phases
            + ".\nKeep moe_ep within a node"
            + hint
            + ".");
  }

  /** Expert-parallel sizes whose own exchange and experts were measured, in ascending order. */
  public NavigableSet<Integer> measuredEps(WideLayer layer, Phase phase) {
    NavigableSet<Integer> sizes = new TreeSet<>();
    for (ExchangeTable.Key key : exchanges.keys()) {
      int ep = key.group().ep();
      WideLayer sized = new WideLayer(layer.shape(), layer.quant(), ep, layer.attentionDp());
      if (key.routing().equals(Routing.of(layer.shape()))
          && coversExperts(sized, phase)
          && covers(key.backend(), sized, phase, key.group())) {
        sizes.add(ep);
      }
    }
    return sizes;
  }

  private boolean coversExperts(WideLayer layer, Phase phase) {
    return experts.contains(
        new Measured(layer.quant().id(), phase, layer.shape(), new ExpertSplit(1, layer.ep())));
  }

  private ExchangeGroup group(WideLayer layer) {
    int gpusPerNode = database.system().links().gpusPerNode();
    return new ExchangeGroup(layer.ep(), -Math.floorDiv(-layer.ep(), gpusPerNode));
  }

  private Optional<ExchangeGroup> measuredGroup(CommBackend backend, WideLayer layer, Phase phase) {
    ExchangeGroup own = group(layer);
    if (covers(backend, layer, phase, own)) {
      return Optional.of(own);
    }
    ExchangeGroup oneNode = ExchangeGroup.oneNode(database);
    boolean carried = backend.carriesOneNode() && own.nodes() > 1;
    return carried && covers(backend, layer, phase, oneNode)
        ? Optional.of(oneNode)
        : Optional.empty();
  }

  private boolean covers(CommBackend backend, WideLayer layer, Phase phase, ExchangeGroup group) {
    return backend.serves(database.engine(), phase)
        && (!backend.overNvlink() || database.system().gpu().smAtLeast(BLACKWELL_SM))
        && hasStep(backend, ExchangePhase.DISPATCH, layer, phase, group)
        && hasStep(backend, ExchangePhase.COMBINE, layer, phase, group);
  }

  private boolean hasStep(
      CommBackend backend, ExchangePhase step, WideLayer layer, Phase phase, ExchangeGroup group) {
    ExchangeTable.Key key = new ExchangeTable.Key(backend, step, Routing.of(layer.shape()), group);
    return WireFormats.of(backend, step, layer.quant(), phase)
        .flatMap(wire -> exchanges.find(key, wire))
        .isPresent();
  }
}

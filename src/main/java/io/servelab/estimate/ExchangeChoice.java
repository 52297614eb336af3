package io.servelab.estimate;

import io.servelab.error.NoDataException;
import io.servelab.layers.ModelLayers;
import io.servelab.layers.WideExperts;
import io.servelab.model.Experts;
import io.servelab.model.ModelConfig;
import io.servelab.model.MoeQuant;
import io.servelab.model.Parallelism;
import io.servelab.model.QuantContext;
import io.servelab.op.Phase;
import io.servelab.op.moe.ExpertShape;
import io.servelab.op.moe.ExpertSplit;
import io.servelab.op.moe.MoeCommCoverage;
import io.servelab.op.moe.WideExchange;
import io.servelab.op.moe.WideLayer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whether experts exchange tokens through a library, from what was measured.
 *
 * <p>Experts over several nodes have to; only a worker that mixes phases in a pass is priced with
 * plain collectives even then, because the reference release does so for single estimates. Within a
 * node plain collectives do, but a search takes a library wherever one was measured.
 */
final class ExchangeChoice {

  private final WorkerSpec spec;
  private final Parallelism layout;
  private final MoeQuant quant;
  private final MoeCommCoverage coverage;

  private ExchangeChoice(WorkerSpec spec, Parallelism layout, MoeQuant quant) {
    this.spec = spec;
    this.layout = layout;
    this.quant = quant;
    this.coverage = MoeCommCoverage.of(spec.database());
  }

  /**
   * The exchange of a worker's experts.
   *
   * @param quant format in which experts compute
   * @throws NoDataException if experts lie on several nodes and no exchange between them was
   *     measured
   */
  static WideExperts of(WorkerSpec spec, Parallelism layout, MoeQuant quant) {
    if (!spec.model().isMoe()) {
      return WideExperts.NONE;
    }
    WideExperts chosen = new ExchangeChoice(spec, layout, quant).choose();
    ExpertBalance balance = spec.choices().balance();
    return chosen.any() && balance.balanced() ? chosen.balanced(balance.spareSlots()) : chosen;
  }

  private WideExperts choose() {
    boolean search = spec.purpose() == QuantContext.Purpose.SEARCH;
    if (!search && spec.role() == WorkerRole.MIXED) {
      return WideExperts.NONE;
    }
    ExpertSplit split = new ExpertSplit(layout.moeTp(), layout.moeEp());
    if (coverage.isRequired(split)) {
      return WideExperts.of(inBothPasses(required()));
    }
    return search && split.tp() == 1 && split.ep() > 1
        ? covered().map(this::inBothPasses).map(WideExperts::of).orElse(WideExperts.NONE)
        : WideExperts.NONE;
  }

  /**
   * A worker that only decodes never runs its prefill pass, but its weights are counted from it. In
   * a search they are laid out for the exchange that it does run; the reference release lays them
   * out without one where a deployment is fixed.
   */
  private Map<Phase, WideExchange> inBothPasses(Map<Phase, WideExchange> found) {
    boolean searched = spec.purpose() == QuantContext.Purpose.SEARCH;
    if (!searched || spec.role() != WorkerRole.DECODE) {
      return found;
    }
    Map<Phase, WideExchange> both = new EnumMap<>(found);
    both.putIfAbsent(Phase.PREFILL, found.get(Phase.DECODE));
    return both;
  }

  private Map<Phase, WideExchange> required() {
    if (!ModelLayers.exchangesWidely(spec.model())) {
      throw NoDataException.measurement(
          "Experts of family "
              + spec.model().family()
              + " over several nodes are not modelled.\nKeep moe_ep within a node.");
    }
    return coverage.require(layer(), phases());
  }

  private Optional<Map<Phase, WideExchange>> covered() {
    if (!ModelLayers.exchangesWidely(spec.model())) {
      return Optional.empty();
    }
    Map<Phase, WideExchange> found = new EnumMap<>(Phase.class);
    for (Phase phase : phases()) {
      Optional<WideExchange> exchange = coverage.find(layer(), phase);
      if (exchange.isEmpty()) {
        return Optional.empty();
      }
      found.put(phase, exchange.get());
    }
    return Optional.of(found);
  }

  private List<Phase> phases() {
    return switch (spec.role()) {
      case PREFILL -> List.of(Phase.PREFILL);
      case DECODE -> List.of(Phase.DECODE);
      case MIXED, BATCH, BATCH_DECODE -> List.of(Phase.PREFILL, Phase.DECODE);
    };
  }

  private WideLayer layer() {
    ModelConfig model = spec.model();
    Experts experts = model.experts();
    ExpertShape shape =
        new ExpertShape(
            model.shape().hiddenSize(), experts.interSize(), experts.topk(), experts.count());
    return new WideLayer(shape, quant, layout.moeEp(), layout.dp());
  }
}

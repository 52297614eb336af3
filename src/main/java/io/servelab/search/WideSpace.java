package io.servelab.search;

import io.servelab.estimate.ServingChoices;
import io.servelab.estimate.WorkerRole;
import io.servelab.layers.ModelLayers;
import io.servelab.model.Experts;
import io.servelab.model.ModelConfig;
import io.servelab.model.MoeQuant;
import io.servelab.model.QuantContext;
import io.servelab.model.QuantInference;
import io.servelab.op.Phase;
import io.servelab.op.moe.ExpertShape;
import io.servelab.op.moe.MoeCommCoverage;
import io.servelab.op.moe.WideLayer;
import io.servelab.perf.PerfDatabase;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Sizes that are added where an exchange of tokens between the experts of several nodes was
 * measured.
 *
 * <p>Source: the ladders of expert-parallel sizes of aiconfigurator 0.12.0.
 */
final class WideSpace {

  private final ModelConfig model;
  private final PerfDatabase database;
  private final WorkerRole role;
  private final MoeQuant quant;

  private WideSpace(
      ModelConfig model, PerfDatabase database, WorkerRole role, ServingChoices choices) {
    this.model = model;
    this.database = database;
    this.role = role;
    this.quant =
        QuantInference.infer(
                model, QuantContext.search(database.system(), database.engine()), choices.quant())
            .experts();
  }

  /**
   * The usual sizes with those that spread experts over several nodes; empty unless one is covered.
   */
  static Optional<ParallelSpace> of(
      SearchRequest search, WorkerRole role, PerfDatabase database, ParallelSpace usual) {
    if (!search.model().isMoe() || !ModelLayers.exchangesWidely(search.model())) {
      return Optional.empty();
    }
    WideSpace wide = new WideSpace(search.model(), database, role, search.options().choices(role));
    List<Integer> ladder = wide.ladder();
    int node = database.system().links().gpusPerNode();
    return ladder.stream().anyMatch(ep -> ep > node && wide.covers(ep))
        ? Optional.of(
            new ParallelSpace(
                union(usual.gpus(), ladder),
                usual.tp(),
                usual.pp(),
                union(usual.dp(), ladder),
                usual.moeTp(),
                union(usual.moeEp(), ladder),
                usual.cp()))
        : Optional.empty();
  }

  private List<Integer> ladder() {
    return switch (database.engine()) {
      case TRTLLM ->
          switch (role) {
            case PREFILL -> powers(4, 32);
            case DECODE -> powers(4, 64);
            default -> powers(2, 64);
          };
      case SGLANG -> role == WorkerRole.PREFILL ? powers(8, 32) : powers(8, 64);
      case VLLM -> powers(2, 256);
    };
  }

  private static List<Integer> powers(int from, int to) {
    return IntStream.iterate(from, size -> size <= to, size -> size * 2).boxed().toList();
  }

  private static List<Integer> union(List<Integer> one, List<Integer> other) {
    TreeSet<Integer> all = new TreeSet<>(one);
    all.addAll(other);
    return List.copyOf(all);
  }

  private boolean covers(int ep) {
    Experts experts = model.experts();
    ExpertShape shape =
        new ExpertShape(
            model.shape().hiddenSize(), experts.interSize(), experts.topk(), experts.count());
    WideLayer layer = new WideLayer(shape, quant, ep, ep);
    MoeCommCoverage coverage = MoeCommCoverage.of(database);
    return phases().stream().allMatch(phase -> coverage.find(layer, phase).isPresent());
  }

  private List<Phase> phases() {
    return switch (role) {
      case PREFILL -> List.of(Phase.PREFILL);
      case DECODE -> List.of(Phase.DECODE);
      default -> List.of(Phase.PREFILL, Phase.DECODE);
    };
  }
}

package io.servelab.search.afd;

import io.servelab.error.InfeasibleException;
import io.servelab.error.InvalidValueException;
import io.servelab.estimate.afd.AfdLayout;
import io.servelab.hardware.Interconnect;
import io.servelab.model.ModelConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * Layouts to consider.
 *
 * @param attentionNodes A-nodes, if that is fixed
 * @param ffnNodes F-nodes, if that is fixed
 * @param attentionTp tensor-parallel sizes of attention; empty for the powers of two of a node
 * @param ffnEp expert-parallel sizes; empty for 1, 2, the F-nodes and all their GPUs
 * @param maxRatio most nodes of one side for each node of the other
 */
public record AfdSizes(
    OptionalInt attentionNodes,
    OptionalInt ffnNodes,
    List<Integer> attentionTp,
    List<Integer> ffnEp,
    int maxRatio) {

  /** Every layout up to four nodes of one side for one of the other. */
  public static final AfdSizes DEFAULT =
      new AfdSizes(OptionalInt.empty(), OptionalInt.empty(), List.of(), List.of(), 4);

  /** Copies the lists. */
  public AfdSizes {
    attentionTp = List.copyOf(attentionTp);
    ffnEp = List.copyOf(ffnEp);
    if (maxRatio < 1) {
      throw InvalidValueException.of("afd.max_ratio", maxRatio, "a ratio is at least 1.");
    }
  }

  /**
   * The layouts on a cluster, in a fixed order.
   *
   * @throws InvalidValueException if the cluster has fewer than two nodes
   */
  List<AfdLayout> layouts(ModelConfig model, int totalGpus, Interconnect links) {
    int perNode = links.gpusPerNode();
    int nodes = totalGpus / perNode;
    if (nodes < 2) {
      throw InvalidValueException.of(
          "gpus",
          totalGpus,
          "attention and feed-forward layers need a node each, two of " + perNode + " GPUs.");
    }
    List<AfdLayout> layouts = new ArrayList<>();
    for (int a = 1; a < nodes; a++) {
      for (int f = 1; a + f <= nodes; f++) {
        if (allowed(a, f)) {
          add(layouts, model, a, f, perNode);
        }
      }
    }
    if (layouts.isEmpty()) {
      throw new InfeasibleException(
          InfeasibleException.Reason.NO_LAYOUT,
          "No layout of "
              + nodes
              + " nodes has the A-nodes, F-nodes and widths that were asked for.");
    }
    return layouts;
  }

  private boolean allowed(int a, int f) {
    boolean fixed = attentionNodes.isPresent() || ffnNodes.isPresent();
    return attentionNodes.orElse(a) == a
        && ffnNodes.orElse(f) == f
        && (fixed || Math.max(a, f) <= maxRatio * Math.min(a, f));
  }

  private void add(List<AfdLayout> layouts, ModelConfig model, int a, int f, int perNode) {
    for (int tp : widths(perNode)) {
      for (int ep : spreads(model, f, perNode)) {
        layouts.add(new AfdLayout(a, f, tp, ep, perNode));
      }
    }
  }

  private List<Integer> widths(int perNode) {
    List<Integer> widths = new ArrayList<>();
    for (int tp = 1; tp <= perNode; tp++) {
      boolean wanted = attentionTp.isEmpty() ? Integer.bitCount(tp) == 1 : attentionTp.contains(tp);
      if (wanted && perNode % tp == 0) {
        widths.add(tp);
      }
    }
    return widths;
  }

  private List<Integer> spreads(ModelConfig model, int f, int perNode) {
    if (!model.isMoe()) {
      return List.of(1);
    }
    List<Integer> asked = ffnEp.isEmpty() ? List.of(1, 2, f, f * perNode) : ffnEp;
    return new TreeSet<>(asked)
        .stream().filter(ep -> f * perNode % ep == 0 && model.experts().count() % ep == 0).toList();
  }
}

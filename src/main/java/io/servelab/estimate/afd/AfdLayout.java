package io.servelab.estimate.afd;

import io.servelab.error.InvalidValueException;
import io.servelab.model.ModelConfig;

/**
 * Which nodes run what. Whole nodes only; the F-nodes together hold the feed-forward layers once.
 *
 * @param attentionNodes A-nodes
 * @param ffnNodes F-nodes
 * @param attentionTp tensor-parallel size of attention; A-workers of this width share the A-nodes
 * @param ffnEp expert-parallel size on the F-nodes; the rest of their width splits each expert
 * @param gpusPerNode GPUs of a node
 */
public record AfdLayout(
    int attentionNodes, int ffnNodes, int attentionTp, int ffnEp, int gpusPerNode) {

  /**
   * Requires whole workers on whole nodes.
   *
   * @throws InvalidValueException if a side has no node or a width does not divide its nodes
   */
  public AfdLayout {
    requireNode("n_a_nodes", attentionNodes);
    requireNode("n_f_nodes", ffnNodes);
    if (attentionTp < 1 || gpusPerNode % attentionTp != 0) {
      throw InvalidValueException.of(
          "a_tp_size", attentionTp, "it divides the " + gpusPerNode + " GPUs of a node.");
    }
    if (ffnEp < 1 || ffnNodes * gpusPerNode % ffnEp != 0) {
      throw InvalidValueException.of(
          "f_moe_ep_size",
          ffnEp,
          "it divides the " + ffnNodes * gpusPerNode + " GPUs of the F-nodes.");
    }
  }

  private static void requireNode(String what, int nodes) {
    if (nodes < 1) {
      throw InvalidValueException.of(
          what,
          nodes,
          "attention and feed-forward layers need at least one node each, two in all.");
    }
  }

  /** A-workers, each with a batch of its own. */
  public int attentionWorkers() {
    return attentionNodes * gpusPerNode / attentionTp;
  }

  /** GPUs over which the feed-forward layers are split. */
  public int ffnTp() {
    return ffnNodes * gpusPerNode;
  }

  /** GPUs of both sides. */
  public int gpus() {
    return (attentionNodes + ffnNodes) * gpusPerNode;
  }

  /**
   * Probability that a token of an A-worker has to visit one certain F-node: with E experts spread
   * evenly over n nodes and k of them drawn without repetition, 1 − C(E − E/n, k) / C(E, k). Tokens
   * of a dense model are dealt out evenly: 1/n.
   */
  double nodeShare(ModelConfig model) {
    int experts = model.experts().count();
    if (!model.isMoe() || experts == 0) {
      return 1.0 / ffnNodes;
    }
    int elsewhere = experts - experts / ffnNodes;
    double missed = 1;
    for (int drawn = 0; drawn < model.experts().topk(); drawn++) {
      missed *= Math.max(0, elsewhere - drawn) / (double) (experts - drawn);
    }
    return 1 - missed;
  }

  /** The layout as a label, such as {@code a2n-tp1+f2n-ep16}. */
  @Override
  public String toString() {
    return "a" + attentionNodes + "n-tp" + attentionTp + "+f" + ffnNodes + "n-ep" + ffnEp;
  }
}

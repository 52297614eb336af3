package io.servelab.model;

import java.util.OptionalInt;

/**
 * Parallel sizes as a person asks for them; the experts' widths may be left open.
 *
 * @param tp tensor-parallel size of attention and dense layers
 * @param pp pipeline stages
 * @param dp attention data-parallel size
 * @param moeTp tensor-parallel size of experts, if stated
 * @param moeEp expert-parallel size, if stated
 * @param cp context-parallel size of prefill
 */
public record RequestedLayout(
    int tp, int pp, int dp, OptionalInt moeTp, OptionalInt moeEp, int cp) {

  /** The same with other widths of experts. */
  public RequestedLayout withExperts(OptionalInt tensor, OptionalInt experts) {
    return new RequestedLayout(tp, pp, dp, tensor, experts, cp);
  }

  /** GPUs of one engine. */
  public int gpus() {
    return attentionWidth() * pp;
  }

  /** GPUs that attention of one pipeline stage runs on. */
  int attentionWidth() {
    return tp * dp * cp;
  }
}

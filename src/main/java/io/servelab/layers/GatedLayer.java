package io.servelab.layers;

/**
 * Names of a gated feed-forward layer's operations, and how its middle reaches the second
 * projection.
 *
 * @param up gate and up projection in one
 * @param activation activation and product
 * @param down projection back
 * @param quantisedActivation whether the activation leaves its result quantised
 */
record GatedLayer(String up, String activation, String down, boolean quantisedActivation) {

  /** The feed-forward layer of a plain transformer. */
  static final GatedLayer PLAIN = new GatedLayer("gate_ffn1_gemm", "act_gate", "ffn2_gemm", true);

  /** Experts that every token visits, in families with latent or sparse attention. */
  static final GatedLayer SHARED =
      new GatedLayer("shared_gate_up_gemm", "shared_act_gate", "shared_ffn2_gemm", false);

  /** The same behind a prefix. */
  GatedLayer prefixed(String prefix) {
    return new GatedLayer(prefix + up, prefix + activation, prefix + down, quantisedActivation);
  }
}

package io.servelab.model;

/**
 * Multi-head latent attention: keys and values are read from one compressed vector per token.
 *
 * @param qLoraRank width of the compressed query, elements
 * @param kvLoraRank width of the compressed key and value, elements
 * @param nopeHeadDim part of a head without rotary embedding, elements
 * @param ropeHeadDim part of a head with rotary embedding, elements
 * @param vHeadDim width of a value head, elements
 */
public record MlaDetails(
    int qLoraRank, int kvLoraRank, int nopeHeadDim, int ropeHeadDim, int vHeadDim)
    implements FamilyDetails {

  private static final int USUAL_KV_LORA_RANK = 512;
  private static final int USUAL_ROPE_HEAD_DIM = 64;

  static MlaDetails read(ConfigFields fields) {
    return new MlaDetails(
        fields.integer("q_lora_rank").orElse(0),
        fields.firstNonZero("kv_lora_rank").orElse(USUAL_KV_LORA_RANK),
        fields.integer("qk_nope_head_dim").orElse(0),
        fields.firstNonZero("qk_rope_head_dim").orElse(USUAL_ROPE_HEAD_DIM),
        fields.integer("v_head_dim").orElse(0));
  }

  /** Elements cached for each token and layer. */
  public int cachedElements() {
    return kvLoraRank + ropeHeadDim;
  }
}

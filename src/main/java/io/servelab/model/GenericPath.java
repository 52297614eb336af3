package io.servelab.model;

import java.util.List;

/** How a configuration whose architecture is not modelled can be read as one that is. */
final class GenericPath {

  private static final List<String> SHAPE =
      List.of("num_hidden_layers", "hidden_size", "num_attention_heads");
  private static final List<String> EXPERTS =
      List.of("num_local_experts", "n_routed_experts", "moe_num_experts", "num_experts");

  /** Fields of attention or state that plain layers do not have. */
  private static final List<String> SPECIAL =
      List.of(
          "kv_lora_rank",
          "q_lora_rank",
          "index_topk",
          "ssm_cfg",
          "mamba_num_heads",
          "mamba_d_state",
          "state_size",
          "linear_num_value_heads",
          "linear_attn_config",
          "hybrid_override_pattern",
          "layers_block_type",
          "block_configs");

  private GenericPath() {}

  /** What to try with a configuration; blank if nothing modelled is like it. */
  static String advice(ConfigFields root) {
    boolean shaped = SHAPE.stream().allMatch(root::isStated);
    List<String> special = SPECIAL.stream().filter(root::isStated).toList();
    if (!shaped || !special.isEmpty()) {
      return "It is no plain transformer"
          + (special.isEmpty() ? "" : " (it has " + String.join(", ", special) + ")")
          + ", so nothing stands in for it.";
    }
    return EXPERTS.stream().anyMatch(root::isStated)
        ? "If attention is plain, read it as " + root.source() + "#" + Architecture.MIXTRAL + "."
        : "If its layers are plain, read it as "
            + root.source()
            + "#"
            + Architecture.LLAMA
            + ", or with an ungated feed-forward layer as #"
            + Architecture.GENERIC_DENSE
            + ".";
  }
}

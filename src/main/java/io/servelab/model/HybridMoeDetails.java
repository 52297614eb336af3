package io.servelab.model;

import java.util.List;

/**
 * Full and sliding-window attention, each with experts or a dense layer (MiMo-V2, Llama 4).
 *
 * @param attention the attention kinds
 * @param denseInterSize width of a dense feed-forward layer, elements
 */
public record HybridMoeDetails(HybridAttention attention, int denseInterSize)
    implements FamilyDetails {

  static HybridMoeDetails read(
      Architecture architecture, ConfigFields fields, AttentionShape heads, int layers) {
    return architecture == Architecture.LLAMA4
        ? llama4(fields, heads, layers)
        : mimoV2(fields, heads, layers);
  }

  private static HybridMoeDetails llama4(ConfigFields fields, AttentionShape heads, int layers) {
    int period = fields.firstNonZero("interleave_moe_layer_step").orElse(1);
    HeadShape shape =
        new HeadShape(heads.heads(), heads.kvHeads(), heads.headDim(), heads.headDim());
    return new HybridMoeDetails(
        new HybridAttention(
            LayerMix.of(layers, layer -> layer % 2 == 1, layer -> (layer + 1) % period == 0),
            shape,
            shape,
            fields.integer("attention_chunk_size").orElse(0)),
        fields.firstNonZero("intermediate_size_mlp", "intermediate_size").orElse(0));
  }

  private static HybridMoeDetails mimoV2(ConfigFields fields, AttentionShape heads, int layers) {
    List<Integer> sliding = fields.integersByLayer("hybrid_layer_pattern", layers);
    List<Integer> moe = fields.integersByLayer("moe_layer_freq", layers);
    HeadShape global =
        new HeadShape(
            heads.heads(),
            heads.kvHeads(),
            heads.headDim(),
            fields.firstNonZero("v_head_dim").orElse(heads.headDim()));
    HeadShape window =
        new HeadShape(
            fields.firstNonZero("swa_num_attention_heads").orElse(global.heads()),
            fields.firstNonZero("swa_num_key_value_heads").orElse(global.kvHeads()),
            fields.firstNonZero("swa_head_dim").orElse(global.headDim()),
            fields.firstNonZero("swa_v_head_dim").orElse(global.vHeadDim()));
    return new HybridMoeDetails(
        new HybridAttention(
            LayerMix.of(layers, layer -> sliding.get(layer) == 0, layer -> moe.get(layer) == 1),
            global,
            window,
            fields.integer("sliding_window").orElse(0)),
        fields.integer("intermediate_size").orElse(0));
  }
}

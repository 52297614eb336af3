package io.servelab.model;

import java.util.List;

/**
 * Full and sliding-window attention with heads of different shape, experts beside a dense layer.
 *
 * @param attention the attention kinds
 * @param keyIsValue whether full attention reuses its keys as values
 */
public record Gemma4Details(HybridAttention attention, boolean keyIsValue)
    implements FamilyDetails {

  static Gemma4Details read(ConfigFields fields, AttentionShape heads, int layers, boolean moe) {
    List<String> kinds = fields.stringsByLayer("layer_types", layers);
    int globalDim = fields.firstNonZero("global_head_dim").orElse(heads.headDim());
    return new Gemma4Details(
        new HybridAttention(
            LayerMix.of(layers, layer -> kinds.get(layer).equals("full_attention"), layer -> moe),
            new HeadShape(
                heads.heads(),
                fields.firstNonZero("num_global_key_value_heads").orElse(heads.kvHeads()),
                globalDim,
                globalDim),
            new HeadShape(heads.heads(), heads.kvHeads(), heads.headDim(), heads.headDim()),
            fields.integer("sliding_window").orElse(0)),
        fields.flag("attention_k_eq_v"));
  }
}

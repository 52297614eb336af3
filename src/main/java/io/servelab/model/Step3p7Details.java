package io.servelab.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Full and sliding-window attention, experts with a shared dense layer (Step-3.5, Step-3.7).
 *
 * @param attention the attention kinds
 * @param sharedInterSize width of the dense layer beside the experts, elements
 * @param headGate whether each attention head is gated
 */
public record Step3p7Details(HybridAttention attention, int sharedInterSize, boolean headGate)
    implements FamilyDetails {

  static Step3p7Details read(ConfigFields fields, AttentionShape heads, int layers) {
    List<String> kinds = fields.stringsByLayer("layer_types", layers);
    HeadShape global =
        new HeadShape(heads.heads(), heads.kvHeads(), heads.headDim(), heads.headDim());
    return new Step3p7Details(
        new HybridAttention(
            LayerMix.of(
                layers, layer -> kinds.get(layer).equals("full_attention"), moeLayers(fields)),
            global,
            fields
                .child("attention_other_setting")
                .map(other -> sliding(other, global))
                .orElse(global),
            fields.integer("sliding_window").orElse(0)),
        fields.integer("share_expert_dim").orElse(0),
        fields.flag("use_head_wise_attn_gate"));
  }

  /** Only query heads and their width are stated apart. */
  private static HeadShape sliding(ConfigFields other, HeadShape global) {
    return new HeadShape(
        other.firstNonZero("num_attention_heads").orElse(global.heads()),
        global.kvHeads(),
        other.firstNonZero("head_dim").orElse(global.headDim()),
        global.vHeadDim());
  }

  private static IntPredicate moeLayers(ConfigFields fields) {
    Set<Integer> listed = new HashSet<>(fields.integers("moe_layers_enum"));
    if (!listed.isEmpty()) {
      return listed::contains;
    }
    int dense = fields.integer("first_k_dense_replace").orElse(0);
    return layer -> layer >= dense;
  }
}

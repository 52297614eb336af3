package io.servelab.model;

import io.servelab.error.InvalidValueException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Delta-rule (KDA) layers between latent-attention layers, with experts in a narrower space.
 *
 * @param mla heads of the latent-attention layers
 * @param kda heads of the linear layers
 * @param kdaLayers number of linear layers; the others are latent-attention layers
 * @param denseLayers leading layers without experts
 * @param latentSize width of the space in which experts work, elements
 * @param outputGate whether latent attention gates its output
 */
public record KimiK3Details(
    MlaDetails mla,
    LinearAttention kda,
    int kdaLayers,
    int denseLayers,
    int latentSize,
    boolean outputGate)
    implements FamilyDetails {

  static KimiK3Details read(ConfigFields fields, int layers) {
    ConfigFields linear = fields.requiredChild("linear_attn_config");
    int heads = linear.required("num_heads");
    int headDim = linear.required("head_dim");
    return new KimiK3Details(
        MlaDetails.read(fields),
        new LinearAttention(
            heads, headDim, heads, headDim, linear.required("short_conv_kernel_size")),
        kdaLayers(linear.integers("kda_layers"), layers),
        fields.integer("first_k_dense_replace").orElse(0),
        fields.firstNonZero("routed_expert_hidden_size", "hidden_size").orElse(0),
        fields.flag("mla_use_output_gate"));
  }

  /** Ids count from one. */
  private static int kdaLayers(List<Integer> ids, int layers) {
    Set<Integer> distinct = new HashSet<>(ids);
    for (int id : distinct) {
      if (id < 1 || id > layers) {
        throw InvalidValueException.of("kda_layers", id, "layer ids run from 1 to " + layers + ".");
      }
    }
    return distinct.size();
  }
}

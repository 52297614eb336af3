package io.servelab.model;

import java.util.List;

/**
 * Gated delta-rule layers between full-attention layers.
 *
 * @param linear heads of the linear layers
 * @param linearLayers number of linear layers
 * @param fullLayers number of full-attention layers
 * @param sharedInterSize width of the shared expert, elements; 0 when there is none
 * @param stateBytes bytes for each element of the recurrent state
 */
public record Qwen35Details(
    LinearAttention linear, int linearLayers, int fullLayers, int sharedInterSize, int stateBytes)
    implements FamilyDetails {

  static Qwen35Details read(ConfigFields fields, ConfigFields root, int layers) {
    List<String> kinds = fields.stringsByLayer("layer_types", layers);
    int linearLayers = (int) kinds.stream().filter("linear_attention"::equals).count();
    return new Qwen35Details(
        new LinearAttention(
            fields.required("linear_num_key_heads"),
            fields.required("linear_key_head_dim"),
            fields.required("linear_num_value_heads"),
            fields.required("linear_value_head_dim"),
            fields.required("linear_conv_kernel_dim")),
        linearLayers,
        kinds.size() - linearLayers,
        fields.integer("shared_expert_intermediate_size").orElse(0),
        stateBytes(
            fields.text("mamba_ssm_dtype").or(() -> root.text("mamba_ssm_dtype")).orElse("")));
  }

  private static int stateBytes(String dtype) {
    return dtype.equals("bfloat16") || dtype.equals("float16") ? 2 : 4;
  }
}

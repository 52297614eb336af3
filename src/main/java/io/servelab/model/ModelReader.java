package io.servelab.model;

import java.util.List;
import java.util.function.IntPredicate;

/** Turns the fields of a Hugging Face configuration into a {@link ModelConfig}. */
final class ModelReader {

  private final Architecture architecture;
  private final ConfigFields root;
  private final ConfigFields fields;

  /**
   * Prepares to read.
   *
   * @param architecture how to read the fields
   * @param root the whole configuration
   */
  ModelReader(Architecture architecture, ConfigFields root) {
    this.architecture = architecture;
    this.root = root;
    this.fields = architecture.nestsTextConfig() ? root.child("text_config").orElse(root) : root;
  }

  ModelConfig read(String id, CheckpointFormat checkpoint) {
    int layers = layers();
    AttentionShape attention = attention();
    Experts experts = experts(layers);
    FamilyDetails details = details(layers, attention, experts);
    return new ModelConfig(
        id,
        architecture,
        shape(layers),
        attention,
        new Experts(
            experts.topk(),
            experts.count(),
            experts.interSize(),
            experts.shared(),
            expertLayers(details, experts)),
        details,
        checkpoint);
  }

  private int layers() {
    return fields
        .firstNonZero("num_hidden_layers")
        .orElseGet(
            () -> {
              int kinds = fields.strings("layers_block_type").size();
              int letters = fields.text("hybrid_override_pattern").orElse("").length();
              return kinds > 0 || letters > 0
                  ? Math.max(kinds, letters)
                  : fields.required("num_hidden_layers");
            });
  }

  private TransformerShape shape(int layers) {
    return new TransformerShape(
        layers,
        fields.required("hidden_size"),
        fields.integer("intermediate_size").orElse(0),
        fields.required("vocab_size"),
        fields.integer("max_position_embeddings").orElse(0),
        fields.integer("num_nextn_predict_layers").orElse(0),
        fields
            .optionalFlag("tie_word_embeddings")
            .or(() -> root.optionalFlag("tie_word_embeddings"))
            .orElse(false));
  }

  private AttentionShape attention() {
    int heads = fields.required("num_attention_heads");
    return new AttentionShape(
        heads,
        fields.integer("num_key_value_heads", "num_attention_groups").orElse(0),
        fields
            .firstNonZero("head_dim", "attention_head_dim")
            .orElseGet(() -> fields.required("hidden_size") / heads),
        architecture.usesQkNorm());
  }

  private Experts experts(int layers) {
    int count =
        fields
            .firstNonZero("num_local_experts", "n_routed_experts", "moe_num_experts", "num_experts")
            .orElse(0);
    int interSize = fields.firstNonZero("moe_intermediate_size", "intermediate_size").orElse(0);
    return new Experts(
        fields
            .integer("num_experts_per_tok", "num_experts_per_token", "top_k_experts", "moe_top_k")
            .orElse(0),
        count,
        interSize,
        sharedExperts(interSize),
        count == 0 ? 0 : moeLayers(layers));
  }

  private int sharedExperts(int interSize) {
    return fields
        .integer("n_shared_experts", "num_shared_experts")
        .orElseGet(
            () -> {
              int sharedSize =
                  fields
                      .firstNonZero(
                          "shared_expert_intermediate_size", "moe_shared_expert_intermediate_size")
                      .orElse(0);
              return sharedSize == 0 || interSize == 0 ? 0 : Math.max(1, sharedSize / interSize);
            });
  }

  private int moeLayers(int layers) {
    IntPredicate isMoe;
    if (fields.isList("moe_layer_freq")) {
      List<Integer> pattern = fields.integers("moe_layer_freq");
      isMoe = layer -> layer < pattern.size() && pattern.get(layer) == 1;
    } else {
      int dense = fields.integer("first_k_dense_replace").orElse(0);
      int period = fields.firstNonZero("moe_layer_freq").orElse(1);
      isMoe = layer -> layer >= dense && layer % period == 0;
    }
    int count = 0;
    for (int layer = 0; layer < layers; layer++) {
      count += isMoe.test(layer) ? 1 : 0;
    }
    return count;
  }

  private static int expertLayers(FamilyDetails details, Experts experts) {
    if (details instanceof NemotronHDetails nemotron) {
      return nemotron.expertLayers();
    }
    if (details instanceof HybridMoeDetails hybrid) {
      return hybrid.attention().layers().moe();
    }
    if (details instanceof Step3p7Details step) {
      return step.attention().layers().moe();
    }
    return experts.layers();
  }

  private FamilyDetails details(int layers, AttentionShape attention, Experts experts) {
    return switch (architecture.family()) {
      case LLAMA, GPT, MOE -> new PlainDetails();
      case DEEPSEEK, KIMIK25 -> MlaDetails.read(fields);
      case DEEPSEEKV32 -> DsaDetails.read(fields, layers);
      case DEEPSEEKV4 -> DeepSeekV4Details.read(fields, layers);
      case KIMIK3 -> KimiK3Details.read(fields, layers);
      case NEMOTRONNAS -> NasDetails.read(fields);
      case NEMOTRONH -> NemotronHDetails.read(fields);
      case HYBRIDMOE -> HybridMoeDetails.read(architecture, fields, attention, layers);
      case STEP3P7 -> Step3p7Details.read(fields, attention, layers);
      case QWEN35 -> Qwen35Details.read(fields, root, layers);
      case QWEN3VL, QWEN3VL_MOE -> VisionDetails.read(root);
      case GEMMA4MIX ->
          Gemma4Details.read(fields, attention, layers, experts.count() > 0 && experts.topk() > 0);
      case MINIMAXM3 -> MsaDetails.read(fields);
    };
  }
}

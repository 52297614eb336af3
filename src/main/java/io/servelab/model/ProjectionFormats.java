package io.servelab.model;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which groups of projections keep a format of their own, as far as a family's operations tell them
 * apart.
 *
 * <p>A checkpoint names them one by one or by pattern; any layer of a group speaks for the group.
 */
final class ProjectionFormats {

  private final CheckpointFormat checkpoint;
  private final Map<Projection, GemmQuant> formats = new EnumMap<>(Projection.class);

  private ProjectionFormats(CheckpointFormat checkpoint) {
    this.checkpoint = checkpoint;
  }

  /**
   * Formats by group; a group that is absent follows the general format.
   *
   * @param model the model
   * @param gemmChosen whether the general format was chosen rather than inferred
   */
  static Map<Projection, GemmQuant> of(ModelConfig model, boolean gemmChosen) {
    ProjectionFormats result = new ProjectionFormats(model.checkpoint());
    switch (model.family()) {
      case DEEPSEEK, KIMIK25 -> result.excludeLatentAttention(gemmChosen);
      // Here excluded shared experts stay wide even beside a chosen format.
      case DEEPSEEKV32 -> result.excludeLatentAttention(false);
      case QWEN35 -> {
        if (!gemmChosen) {
          result.excludeWholeLayers(true);
          result.nameLayers();
        }
      }
      case GEMMA4MIX -> {
        if (!gemmChosen) {
          result.excludeWholeLayers(false);
        }
      }
      default -> {}
    }
    return result.formats;
  }

  private void excludeLatentAttention(boolean gemmChosen) {
    for (String name : checkpoint.layers().excluded()) {
      excludeLatentAttention(name);
      if (!gemmChosen && name.contains("shared_expert")) {
        exclude(Projection.SHARED_EXPERT);
      }
    }
  }

  private void excludeLatentAttention(String name) {
    boolean named = false;
    if (LayerFormats.containsAny(name, "q_a_proj", "q_b_proj", "q_proj")) {
      exclude(Projection.ATTENTION_Q);
      named = true;
    }
    if (LayerFormats.containsAny(name, "kv_a_proj", "kv_b_proj", "k_proj", "v_proj")) {
      exclude(Projection.ATTENTION_KV);
      named = true;
    }
    if (name.contains("o_proj")) {
      exclude(Projection.ATTENTION_O);
      named = true;
    }
    if (name.contains("indexer")) {
      exclude(Projection.INDEXER);
      named = true;
    }
    if (!named && name.contains("self_attn")) {
      exclude(
          Projection.ATTENTION_Q,
          Projection.ATTENTION_KV,
          Projection.ATTENTION_O,
          Projection.INDEXER);
    }
  }

  private void excludeWholeLayers(boolean linearAttention) {
    for (String name : checkpoint.layers().excluded()) {
      if (name.contains("self_attn") || (linearAttention && name.contains("linear_attn"))) {
        setAttention(GemmQuant.BFLOAT16);
      }
      if (name.contains("shared_expert")) {
        exclude(Projection.SHARED_EXPERT);
      }
      if (name.contains(".mlp")) {
        exclude(Projection.FEED_FORWARD);
      }
    }
  }

  private void nameLayers() {
    for (LayerFormats.Named layer : checkpoint.layers().named()) {
      Optional<GemmQuant> format =
          CheckpointModes.gemm(layer.algorithm(), checkpoint.dynamicActivations());
      if (format.isEmpty() || layer.isRoutedExpert()) {
        continue;
      }
      String name = layer.layer();
      if (LayerFormats.containsAny(name, "self_attn", "linear_attn")) {
        setAttention(format.get());
      } else if (name.contains("shared_expert")) {
        formats.put(Projection.SHARED_EXPERT, format.get());
      } else if (name.contains(".mlp")) {
        formats.put(Projection.FEED_FORWARD, format.get());
      }
    }
  }

  private void setAttention(GemmQuant format) {
    formats.put(Projection.ATTENTION_Q, format);
    formats.put(Projection.ATTENTION_KV, format);
    formats.put(Projection.ATTENTION_O, format);
    formats.put(Projection.LINEAR_ATTENTION, format);
  }

  private void exclude(Projection... groups) {
    for (Projection group : groups) {
      formats.put(group, GemmQuant.BFLOAT16);
    }
  }
}

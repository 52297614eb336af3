package io.servelab.model;

import io.servelab.error.InvalidValueException;
import java.util.List;

/**
 * Mamba, attention, feed-forward and expert layers in a fixed order.
 *
 * @param pattern one letter for each layer: {@code M} Mamba, {@code *} attention, {@code E}
 *     experts, {@code -} feed-forward
 * @param mamba sizes of the Mamba layers
 * @param sharedInterSize width of the shared expert, elements; 0 when there is none
 * @param latentSize width of the space in which experts work, elements; 0 when it is the hidden
 *     size
 */
public record NemotronHDetails(
    String pattern, MambaShape mamba, int sharedInterSize, int latentSize)
    implements FamilyDetails {

  static final char MAMBA = 'M';
  static final char ATTENTION = '*';
  static final char EXPERTS = 'E';
  static final char FEED_FORWARD = '-';

  static NemotronHDetails read(ConfigFields fields) {
    return new NemotronHDetails(
        fields
            .text("hybrid_override_pattern")
            .orElseGet(() -> pattern(fields.strings("layers_block_type"))),
        MambaShape.read(fields),
        fields.integer("moe_shared_expert_intermediate_size").orElse(0),
        fields.integer("moe_latent_size").orElse(0));
  }

  /** Mamba layers. */
  public int mambaLayers() {
    return count(MAMBA);
  }

  /** Attention layers. */
  public int attentionLayers() {
    return count(ATTENTION);
  }

  /** Layers with experts. */
  public int expertLayers() {
    return count(EXPERTS);
  }

  /** Plain feed-forward layers. */
  public int feedForwardLayers() {
    return count(FEED_FORWARD);
  }

  private int count(char kind) {
    return (int) pattern.chars().filter(letter -> letter == kind).count();
  }

  private static String pattern(List<String> kinds) {
    StringBuilder letters = new StringBuilder();
    for (String kind : kinds) {
      letters.append(letter(kind));
    }
    return letters.toString();
  }

  private static char letter(String kind) {
    return switch (kind) {
      case "mamba" -> MAMBA;
      case "attention" -> ATTENTION;
      case "moe" -> EXPERTS;
      case "mlp", "dense", "ffn" -> FEED_FORWARD;
      default ->
          throw InvalidValueException.of(
              "layers_block_type", kind, "known kinds are mamba, attention, moe, mlp, dense, ffn.");
    };
  }
}

package io.servelab.model;

import io.servelab.error.InvalidValueException;

/**
 * What a model is: its shapes and the number formats of its checkpoint.
 *
 * @param id Hugging Face id, or the path that was read
 * @param architecture architecture named by the configuration
 * @param shape sizes of the whole stack
 * @param attention heads of the general attention layer
 * @param experts experts; none in a dense model
 * @param details shapes that only this family has
 * @param checkpoint number formats that the checkpoint states
 */
public record ModelConfig(
    String id,
    Architecture architecture,
    TransformerShape shape,
    AttentionShape attention,
    Experts experts,
    FamilyDetails details,
    CheckpointFormat checkpoint) {

  private static final int KIMI_K3_DRAFT_TOKENS = 7;

  /** The family that decides which operations the model has. */
  public Family family() {
    return architecture.family();
  }

  /** Whether the model takes expert-parallel widths. */
  public boolean isMoe() {
    return family().isMoe(experts);
  }

  /** Whether keys and values of some layers are read from one compressed vector per token. */
  public boolean hasLatentAttention() {
    return details instanceof MlaDetails
        || details instanceof DsaDetails
        || details instanceof KimiK3Details;
  }

  /**
   * Draft tokens of a speculative step where nobody says how many: one for each draft layer that
   * ships with the checkpoint; Kimi-K3 drafts with a separate small model, published for seven.
   */
  public int suggestedDraftTokens() {
    return shape.draftLayers() == 0 && family() == Family.KIMIK3
        ? KIMI_K3_DRAFT_TOKENS
        : shape.draftLayers();
  }

  /**
   * The family's own shapes.
   *
   * @param type what they are expected to be
   * @throws InvalidValueException if this family has others
   */
  public <T extends FamilyDetails> T details(Class<T> type) {
    if (!type.isInstance(details)) {
      throw InvalidValueException.of(
          "model",
          id,
          "family " + family() + " has no " + type.getSimpleName() + " but " + details + ".");
    }
    return type.cast(details);
  }

  @Override
  public String toString() {
    return id + " (" + architecture + ")";
  }
}

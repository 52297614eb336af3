package io.servelab.model;

import io.servelab.error.InvalidValueException;

/**
 * Sizes of the whole stack.
 *
 * @param layers layers, draft layers not counted
 * @param hiddenSize width of the residual stream, elements
 * @param interSize width of a dense feed-forward layer, elements; 0 when there is none
 * @param vocabSize rows of the embedding table
 * @param contextLength longest sequence, tokens; 0 when not stated
 * @param draftLayers multi-token-prediction layers that ship with the checkpoint
 * @param tiedEmbeddings whether the output layer reuses the embedding table
 */
public record TransformerShape(
    int layers,
    int hiddenSize,
    int interSize,
    int vocabSize,
    int contextLength,
    int draftLayers,
    boolean tiedEmbeddings) {

  /** Requires layers, a width and a vocabulary. */
  public TransformerShape {
    if (layers < 1 || hiddenSize < 1 || vocabSize < 1) {
      throw InvalidValueException.of(
          "model shape",
          layers + " layers, hidden size " + hiddenSize + ", vocabulary " + vocabSize,
          "each is at least 1.");
    }
  }

  /** Whether a sequence is longer than the model reads, as far as that states a length. */
  public boolean isTooLong(long tokens) {
    return contextLength > 0 && tokens > contextLength;
  }
}

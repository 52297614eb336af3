package io.servelab.model;

/**
 * Parameters of a model, counted from its shapes.
 *
 * <p>Normalisation weights and biases, together below one part in a thousand, and draft layers are
 * not counted.
 *
 * @param embedding embedding table and output layer; once when they are tied
 * @param attention attention, linear attention and Mamba layers
 * @param feedForward dense feed-forward layers, shared experts and routers
 * @param experts routed experts
 * @param encoder vision encoder
 */
public record ParameterCount(
    long embedding, long attention, long feedForward, long experts, long encoder) {

  /** Counts the parameters of a model. */
  public static ParameterCount of(ModelConfig model) {
    TransformerShape shape = model.shape();
    long table = (long) shape.vocabSize() * shape.hiddenSize();
    FeedForwardParameters feedForward = FeedForwardParameters.of(model);
    return new ParameterCount(
        shape.tiedEmbeddings() ? table : 2 * table,
        AttentionParameters.of(model),
        feedForward.dense(),
        feedForward.experts(),
        model.details() instanceof VisionDetails vision ? encoder(vision.encoder()) : 0);
  }

  /** All parameters. */
  public long total() {
    return embedding + attention + feedForward + experts + encoder;
  }

  private static long encoder(VisionEncoder encoder) {
    long hidden = encoder.hiddenSize();
    VisionEncoder.Patches patches = encoder.patches();
    long patchEmbedding =
        hidden * patches.channels() * patches.temporal() * patches.size() * patches.size();
    long layer = 4 * hidden * hidden + 2 * hidden * encoder.interSize();
    long merged = encoder.mergedSize();
    long projector = merged * merged + merged * encoder.outHiddenSize();
    return patchEmbedding + encoder.depth() * layer + encoder.projectors() * projector;
  }
}

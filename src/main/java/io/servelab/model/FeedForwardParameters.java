package io.servelab.model;

/**
 * Weights of the feed-forward layers of a whole model.
 *
 * @param dense dense layers, shared experts, routers and projections into a latent space
 * @param experts routed experts
 */
record FeedForwardParameters(long dense, long experts) {

  static FeedForwardParameters of(ModelConfig model) {
    FamilyDetails details = model.details();
    if (details instanceof NasDetails nas) {
      return new FeedForwardParameters(searched(model, nas), 0);
    }
    if (details instanceof NemotronHDetails nemotron) {
      return ungated(model, nemotron);
    }
    return new FeedForwardParameters(
        denseLayers(model) + besideExperts(model) * model.experts().layers(),
        expertMatrices(model) * gated(latentSize(model), model.experts().interSize()));
  }

  private static long gated(long in, long width) {
    return 3 * in * width;
  }

  private static long ungated(long in, long width) {
    return 2 * in * width;
  }

  private static long expertMatrices(ModelConfig model) {
    return (long) model.experts().layers() * model.experts().count();
  }

  private static long latentSize(ModelConfig model) {
    return model.details() instanceof KimiK3Details k3
        ? k3.latentSize()
        : model.shape().hiddenSize();
  }

  private static long denseLayers(ModelConfig model) {
    long hidden = model.shape().hiddenSize();
    long layers =
        model.details() instanceof Gemma4Details
            ? model.shape().layers()
            : model.shape().layers() - model.experts().layers();
    return layers
        * (model.family() == Family.GPT
            ? ungated(hidden, model.shape().interSize())
            : gated(hidden, denseInterSize(model)));
  }

  private static long denseInterSize(ModelConfig model) {
    if (model.details() instanceof HybridMoeDetails mix) {
      return mix.denseInterSize();
    }
    return model.details() instanceof MsaDetails msa
        ? msa.denseInterSize()
        : model.shape().interSize();
  }

  /** Router, shared expert and latent projections of one layer with experts. */
  private static long besideExperts(ModelConfig model) {
    long hidden = model.shape().hiddenSize();
    long latent = latentSize(model);
    long projections = latent == hidden ? 0 : 2 * hidden * latent;
    return hidden * model.experts().count() + projections + gated(hidden, sharedInterSize(model));
  }

  private static long sharedInterSize(ModelConfig model) {
    Experts experts = model.experts();
    if (model.details() instanceof Qwen35Details qwen) {
      return qwen.sharedInterSize();
    }
    if (model.details() instanceof Step3p7Details step) {
      return step.sharedInterSize();
    }
    // Llama 4 has one shared expert in each layer with experts, which its configuration leaves out.
    return model.architecture() == Architecture.LLAMA4
        ? experts.interSize()
        : (long) experts.shared() * experts.interSize();
  }

  private static long searched(ModelConfig model, NasDetails nas) {
    int hidden = model.shape().hiddenSize();
    return nas.blocks().stream()
        .filter(NasBlock::feedForward)
        .mapToLong(block -> block.count() * gated(hidden, block.interSize(hidden)))
        .sum();
  }

  private static FeedForwardParameters ungated(ModelConfig model, NemotronHDetails nemotron) {
    long hidden = model.shape().hiddenSize();
    long latent = nemotron.latentSize() > 0 ? nemotron.latentSize() : hidden;
    long beside =
        hidden * model.experts().count()
            + (latent == hidden ? 0 : 2 * hidden * latent)
            + ungated(hidden, nemotron.sharedInterSize());
    return new FeedForwardParameters(
        nemotron.feedForwardLayers() * ungated(hidden, model.shape().interSize())
            + nemotron.expertLayers() * beside,
        expertMatrices(model) * ungated(latent, model.experts().interSize()));
  }
}

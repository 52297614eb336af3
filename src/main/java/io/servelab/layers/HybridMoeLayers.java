package io.servelab.layers;

import io.servelab.model.HybridMoeDetails;

/** Full and sliding-window attention, each before experts or a dense layer: MiMo-V2, Llama 4. */
final class HybridMoeLayers implements FamilyLayers {

  @Override
  public void build(PassBuilder pass) {
    HybridMoeDetails details = pass.plan().model().details(HybridMoeDetails.class);
    int vocabulary = pass.plan().model().shape().vocabSize();
    pass.embedding(vocabulary);
    new HybridBlocks(pass, details.denseInterSize(), false).all(details.attention());
    pass.logits(vocabulary / pass.plan().parallel().tp()).p2p();
  }
}

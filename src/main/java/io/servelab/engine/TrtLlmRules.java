package io.servelab.engine;

import io.servelab.layers.LayerPlan;

/** TensorRT-LLM: fused passes, whole prompts, working memory sized for a fixed token budget. */
final class TrtLlmRules implements EngineRules {

  @Override
  public boolean reservesTokenBudget() {
    return true;
  }

  @Override
  public KvShare kvShare(LayerPlan plan, String version) {
    return new KvShare(KvShare.Basis.OF_FREE, 0.9, 0.015);
  }
}

package io.servelab.engine;

import io.servelab.layers.LayerPlan;

/** vLLM: chunked prefill one prompt at a time beside all decoding requests. */
final class VllmRules implements EngineRules {

  private static final double DISPATCH_MS_PER_LAYER = 0.8;

  @Override
  public long decodeRequestsInMixedPass(
      long batch, long promptsPerPass, long prefillPasses, double decodeIterations) {
    return Math.max(1, batch - promptsPerPass);
  }

  @Override
  public double delayingPasses(long prefillPasses) {
    return prefillPasses;
  }

  @Override
  public double queueing(long batch, long prefillPasses) {
    return batch <= 1 ? 1 : Math.min(1 + Math.log(batch) / Math.log(2) / 8, 2);
  }

  @Override
  public double dispatchMs(int layers) {
    return DISPATCH_MS_PER_LAYER * layers;
  }

  @Override
  public double cappedThroughput(
      double raw, long batch, long outputTokens, double requestLatencyMs) {
    return Math.min(raw, batch * outputTokens * 1000.0 / requestLatencyMs);
  }

  @Override
  public KvShare kvShare(LayerPlan plan, String version) {
    boolean older = version.startsWith("0.14") || version.startsWith("0.19");
    return new KvShare(KvShare.Basis.OF_TOTAL, older ? 0.90 : 0.92, 0);
  }
}

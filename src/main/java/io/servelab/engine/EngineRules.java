package io.servelab.engine;

import io.servelab.hardware.ServingEngine;
import io.servelab.layers.LayerPlan;

/**
 * What is particular to one engine.
 *
 * <p>Source: the closed-form scheduling of aiconfigurator 0.12.0.
 */
public interface EngineRules {

  /** The rules of an engine. */
  static EngineRules of(ServingEngine engine) {
    return switch (engine) {
      case TRTLLM -> new TrtLlmRules();
      case SGLANG -> new SglangRules();
      case VLLM -> new VllmRules();
    };
  }

  /**
   * Decoding requests that ride in a pass with prefill work, at least 1.
   *
   * @param batch requests of one rank
   * @param promptsPerPass prompts that a pass's token budget holds, rounded up
   * @param prefillPasses passes with prefill work while the batch turns over
   * @param decodeIterations decode passes that one request needs
   */
  default long decodeRequestsInMixedPass(
      long batch, long promptsPerPass, long prefillPasses, double decodeIterations) {
    if (prefillPasses >= decodeIterations) {
      return Math.max(1, (long) FloorDivision.of((double) batch, prefillPasses / decodeIterations));
    }
    return Math.max(1, batch - promptsPerPass);
  }

  /** Passes with prefill work that delay a decoding request; bubbles are overlapped. */
  default double delayingPasses(long prefillPasses) {
    return Math.max(1, prefillPasses - 3);
  }

  /** Factor of queueing on the time to first token. */
  default double queueing(long batch, long prefillPasses) {
    return Math.min(2 + (prefillPasses - 3) / 20.0, 4);
  }

  /** Host time in a prefill pass, milliseconds. */
  default double dispatchMs(int layers) {
    return 0;
  }

  /**
   * Throughput that latencies allow, tokens/s.
   *
   * @param raw throughput of the passes alone
   * @param batch requests of one rank
   * @param outputTokens tokens of a request after its first
   * @param requestLatencyMs time of one request
   */
  default double cappedThroughput(
      double raw, long batch, long outputTokens, double requestLatencyMs) {
    return raw;
  }

  /** Whether working memory is sized for a fixed token budget instead of the passes that occur. */
  default boolean reservesTokenBudget() {
    return false;
  }

  /** How the KV cache shares device memory when passes are mixed. */
  KvShare kvShare(LayerPlan plan, String version);

  /** How the KV cache shares device memory when prefill or decode runs alone. */
  default KvShare kvShareOfSeparatePhases(LayerPlan plan, String version) {
    return kvShare(plan, version);
  }
}

package io.servelab.accuracy;

import io.servelab.accuracy.MeasuredPoint.Load;
import io.servelab.engine.Worker;
import io.servelab.engine.sim.HostTimes;
import io.servelab.engine.sim.RunSettings;
import io.servelab.engine.sim.SchedulerPolicy;
import io.servelab.engine.sim.SglangPolicy;
import io.servelab.engine.sim.TrtLlmPolicy;
import io.servelab.engine.sim.VllmPolicy;

/**
 * How the engines of the measured points were set, as far as it shows in their latencies.
 *
 * <p>Settings were not recorded; these are the ones that explain the points best. Host times were
 * fitted on the aggregated points, judged with each model and system left out; {@code
 * docs/accuracy.md} tells how well.
 *
 * @param policy its scheduler
 * @param settings how it runs its passes
 * @param host what its host costs
 */
record EnginePreset(SchedulerPolicy policy, RunSettings settings, HostTimes host) {

  private static final int VLLM_TOKENS_PER_PASS = 8192;
  private static final int SGLANG_CHUNK_TOKENS = 16_384;
  private static final int TRTLLM_BUDGET_STEP = 64;

  /** With attention data parallelism TensorRT-LLM waits to spread new prompts over its ranks. */
  private static final int TRTLLM_RANKS_POLL = 30;

  private static final int SGLANG_POLL = 10;
  private static final int SGLANG_BUSY_POLL = 30;
  private static final int SGLANG_BUSY_FROM = 16;

  /** Settings of the engine that served a load. */
  static EnginePreset of(Worker worker, int ranks, Load load) {
    int layers = worker.plan().layers();
    return switch (worker.plan().engine()) {
      case VLLM ->
          new EnginePreset(
              new VllmPolicy(VLLM_TOKENS_PER_PASS),
              new RunSettings(ranks, 1, true),
              new HostTimes(0.09 * layers, 0, 0.61 * layers, 0.007 * layers));
      case TRTLLM ->
          new EnginePreset(
              new TrtLlmPolicy(trtLlmBudget(load, ranks)),
              new RunSettings(ranks, ranks > 1 ? TRTLLM_RANKS_POLL : 1, true),
              new HostTimes(27, 0, 0.4, 0));
      case SGLANG ->
          new EnginePreset(
              new SglangPolicy(SGLANG_CHUNK_TOKENS),
              new RunSettings(ranks, sglangPoll(load), true),
              new HostTimes(1.1 * layers, 0, 0.7 * layers, 0.03 * layers));
    };
  }

  /** One whole prompt beside the sequences that decode. */
  private static int trtLlmBudget(Load load, int ranks) {
    int sequences = (load.concurrency() + ranks - 1) / ranks;
    int tokens = load.isl() + sequences + TRTLLM_BUDGET_STEP;
    return (tokens + TRTLLM_BUDGET_STEP - 1) / TRTLLM_BUDGET_STEP * TRTLLM_BUDGET_STEP;
  }

  private static int sglangPoll(Load load) {
    if (load.fixedLengths()) {
      return 1;
    }
    return load.concurrency() < SGLANG_BUSY_FROM ? SGLANG_POLL : SGLANG_BUSY_POLL;
  }
}

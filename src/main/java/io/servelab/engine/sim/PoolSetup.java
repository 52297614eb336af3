package io.servelab.engine.sim;

/**
 * Separate pools of prefill and decode engines.
 *
 * @param prefill engines that compute prompts
 * @param policy how a pass of a prefill engine is filled
 * @param decode engines that decode
 * @param handOver what lies between the pools
 */
public record PoolSetup(
    PoolEngine prefill, SchedulerPolicy policy, PoolEngine decode, HandOver handOver) {

  /**
   * From the end of a prompt to the decode engine.
   *
   * @param holdMs after a pass that completes prompts, until its engine begins the next one: it
   *     offers the caches of that pass, milliseconds
   * @param fixedMs routing, bookkeeping and start of the transfer after that, milliseconds
   * @param msPerToken transfer of the cache, milliseconds for each prompt token
   */
  public record HandOver(double holdMs, double fixedMs, double msPerToken) {

    long ns(long promptTokens) {
      return PassClock.nanos(fixedMs + msPerToken * promptTokens);
    }
  }
}

package io.servelab.accuracy;

import io.servelab.engine.sim.HostTimes;
import io.servelab.engine.sim.SimulationRun;

/**
 * Where predicted latencies come from, means over a run in milliseconds. The first three add up to
 * the time to first token, the last three to the time per output token.
 *
 * @param requestMs host work before a request is visible to the scheduler
 * @param queueMs waiting for the first pass on the prompt
 * @param promptMs from there to the first token; with two pools the hand-over included
 * @param deviceMs usual pass that only decodes, without its host
 * @param hostMs host work of that pass
 * @param besideMs what passes with prompts add to each output token
 */
public record Breakdown(
    double requestMs,
    double queueMs,
    double promptMs,
    double deviceMs,
    double hostMs,
    double besideMs) {

  /** Share of the time to first token spent before the first pass on the prompt. */
  double queueingShare() {
    return (requestMs + queueMs) / (requestMs + queueMs + promptMs);
  }

  static Breakdown of(SimulationRun run, HostTimes host, double ttftMs, double tpotMs) {
    double queued = 0;
    for (int request = 0; request < run.size(); request++) {
      queued += run.queuedMs(request) / run.size();
    }
    double usualMs = Math.min(tpotMs, run.totals().gaps().quantileMs(0.5));
    return new Breakdown(
        host.requestMs(),
        queued - host.requestMs(),
        ttftMs - queued,
        usualMs - host.decodePassMs(),
        host.decodePassMs(),
        tpotMs - usualMs);
  }
}

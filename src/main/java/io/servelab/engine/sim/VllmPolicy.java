package io.servelab.engine.sim;

/**
 * vLLM V1: one token budget for decoding sequences and prompts; prompts in order of arrival, the
 * last one cut to what is left.
 *
 * @param tokenBudget tokens of a pass
 */
public record VllmPolicy(long tokenBudget) implements SchedulerPolicy {

  @Override
  public void fill(Admission pass) {
    long left = tokenBudget - pass.decodeTokens();
    while (left > 0 && pass.hasNext()) {
      left -= pass.take(left);
    }
  }

  @Override
  public boolean decodesBesidePrefill() {
    return true;
  }
}

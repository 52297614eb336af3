package io.servelab.engine.sim;

/**
 * TensorRT-LLM without chunked context: whole prompts beside decoding sequences as far as one token
 * budget allows; a prompt longer than the budget goes alone.
 *
 * @param tokenBudget tokens of a pass
 */
public record TrtLlmPolicy(long tokenBudget) implements SchedulerPolicy {

  @Override
  public void fill(Admission pass) {
    long left = tokenBudget - pass.decodeTokens();
    while (pass.hasNext() && (pass.nextTokens() <= left || pass.isEmpty())) {
      left -= pass.take(pass.nextTokens());
    }
  }

  @Override
  public boolean decodesBesidePrefill() {
    return true;
  }
}

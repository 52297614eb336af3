package io.servelab.engine.sim;

/**
 * SGLang: prompts first, decoding waits; prompts in order of arrival up to the chunk size, the last
 * one cut to what is left.
 *
 * @param chunkTokens prompt tokens of a pass
 */
public record SglangPolicy(long chunkTokens) implements SchedulerPolicy {

  @Override
  public void fill(Admission pass) {
    long left = chunkTokens;
    while (left > 0 && pass.hasNext()) {
      left -= pass.take(left);
    }
  }

  @Override
  public boolean decodesBesidePrefill() {
    return false;
  }
}

package io.servelab.engine.sim;

/**
 * Equal passes that follow one another, all ranks together. What it tells changes with every pass.
 */
public final class PassView {

  long startNs;
  long durationNs;
  long count;
  long prefillTokens;
  int prompts;
  int decoding;
  int waiting;
  boolean decodes;
  long cachedTokens;

  /** Beginning of the first pass, nanoseconds. */
  public long startNs() {
    return startNs;
  }

  /** Time of one pass, nanoseconds. */
  public long durationNs() {
    return durationNs;
  }

  /** Number of passes. */
  public long count() {
    return count;
  }

  /** Prompt tokens of one pass. */
  public long prefillTokens() {
    return prefillTokens;
  }

  /** Prompts that one pass computes, wholly or in part. */
  public int prompts() {
    return prompts;
  }

  /** Sequences in the decode phase, whether or not they move in this pass. */
  public int decoding() {
    return decoding;
  }

  /** Whether they move. */
  public boolean decodes() {
    return decodes;
  }

  /** Requests that are visible and wait. */
  public int waiting() {
    return waiting;
  }

  /** Tokens in the cache of decoding sequences when the first pass begins. */
  public long cachedTokens() {
    return cachedTokens;
  }
}

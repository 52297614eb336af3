package io.servelab.op.state;

import io.servelab.op.OpShape;

/** The kinds of pass for which kernels with a recurrent state are built and measured. */
public enum StatePass {
  /** Reads prompts; measured over batch and length. */
  PREFILL("context"),
  /** Adds one token to every sequence; measured over batch. */
  DECODE("generation"),
  /** Checks a draft of several tokens for every sequence; measured over batch and draft length. */
  VERIFY("verify");

  private final String id;

  StatePass(String id) {
    this.id = id;
  }

  /** Name in tables. */
  public String id() {
    return id;
  }

  /** Sequences of a call. A verifying pass counts every draft token as a sequence of its own. */
  long sequences(OpShape shape, int draftTokens) {
    return this == VERIFY
        ? Math.max(1, (long) Math.rint((double) shape.batch() / draftTokens))
        : shape.batch();
  }

  /** New tokens of each sequence. */
  long length(OpShape shape, int draftTokens) {
    return switch (this) {
      case PREFILL -> shape.length();
      case DECODE -> 1;
      case VERIFY -> draftTokens;
    };
  }
}

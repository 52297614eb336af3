package io.servelab.op;

/** The two kinds of forward pass. */
public enum Phase {
  /** Reads prompts and fills the KV cache. */
  PREFILL,
  /** Adds one token (or one draft) to every sequence. */
  DECODE
}

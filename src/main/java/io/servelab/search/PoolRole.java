package io.servelab.search;

/** What the workers of a pool do. */
public enum PoolRole {
  /** Prefill and decode. */
  MIXED,
  /** Prefill only. */
  PREFILL,
  /** Decode only. */
  DECODE,
  /** Encode images only. */
  ENCODER
}

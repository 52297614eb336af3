package io.servelab.estimate;

/** Which phases a worker runs. */
public enum WorkerRole {
  /** Prefill and decode. */
  MIXED,
  /** Prefill only. */
  PREFILL,
  /** Decode only. */
  DECODE
}

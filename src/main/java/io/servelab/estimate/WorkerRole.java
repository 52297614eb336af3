package io.servelab.estimate;

/** Which phases a worker runs. */
public enum WorkerRole {
  /** Prefill and decode in the same passes. */
  MIXED,
  /** Prefill and decode of one batch after the other. */
  BATCH,
  /** Prefill only. */
  PREFILL,
  /** Decode only, behind prefill on other workers. */
  DECODE,
  /** Decode of one batch whose prefill on the same worker is not looked at. */
  BATCH_DECODE;

  /** Whether prefill runs on the worker and is looked at. */
  boolean prefills() {
    return this != DECODE && this != BATCH_DECODE;
  }
}

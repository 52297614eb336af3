package io.servelab.engine;

import io.servelab.step.MemoryLedger;
import io.servelab.step.PassTime;

/**
 * One batch from its prompts to its last token, nothing else on the worker.
 *
 * @param context the prefill pass; none in a decode-only run
 * @param generation all decode passes together; none in a prefill-only run
 * @param encoder the vision encoder before them; none in a decode-only run
 * @param memory the busiest moment
 * @param outOfMemory whether that moment exceeds the device
 * @param kvCacheTooSmall whether it fits but the KV cache exceeds its share
 */
public record StaticRun(
    PassTime context,
    PassTime generation,
    EncoderRun encoder,
    MemoryLedger memory,
    boolean outOfMemory,
    boolean kvCacheTooSmall) {

  /** Whether the batch can run. */
  public boolean fits() {
    return !outOfMemory && !kvCacheTooSmall;
  }
}

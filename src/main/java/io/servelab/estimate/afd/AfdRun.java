package io.servelab.estimate.afd;

import io.servelab.step.MemoryLedger;
import io.servelab.step.PassTime;

/**
 * One phase on both sides.
 *
 * @param layer mean times of a micro-batch in a layer
 * @param stepMs prefill: until the prompts are computed; decode: mean step of all micro-batches,
 *     milliseconds
 * @param hidden whether no transfer delays the busier side, in any step
 * @param attention mean pass of one micro-batch on an A-worker
 * @param ffn mean pass of one micro-batch on an F-rank
 * @param attentionMemory device memory of an A-rank
 * @param ffnMemory device memory of an F-rank
 * @param cacheFits whether the engine's share of memory holds the KV cache
 */
public record AfdRun(
    LayerTimes layer,
    double stepMs,
    boolean hidden,
    PassTime attention,
    PassTime ffn,
    MemoryLedger attentionMemory,
    MemoryLedger ffnMemory,
    boolean cacheFits) {

  /** Whether both sides fit with their cache. */
  public boolean fits(double capacityBytes) {
    return cacheFits
        && attentionMemory.totalBytes() < capacityBytes
        && ffnMemory.totalBytes() < capacityBytes;
  }
}

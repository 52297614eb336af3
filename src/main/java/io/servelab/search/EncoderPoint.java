package io.servelab.search;

import io.servelab.engine.Worker;

/**
 * An encoder at one batch, at three decimals.
 *
 * @param worker a worker whose encoder it is
 * @param batch requests that it takes at once
 * @param latencyMs time of a batch, milliseconds
 * @param requestsPerS requests per second
 * @param memoryGib its memory on one rank, GiB
 */
public record EncoderPoint(
    Worker worker, long batch, double latencyMs, double requestsPerS, double memoryGib) {

  /** GPUs of the encoder. */
  public int gpus() {
    return worker.plan().parallel().tp();
  }

  /** Label of its layout. */
  public String label() {
    return "tp" + gpus();
  }
}

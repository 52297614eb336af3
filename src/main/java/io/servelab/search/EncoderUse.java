package io.servelab.search;

/**
 * Equal encoders in a replica.
 *
 * @param point one of them
 * @param workers their number
 */
public record EncoderUse(EncoderPoint point, int workers) {

  /** GPUs of all of them. */
  public int gpus() {
    return point.gpus() * workers;
  }

  PoolUse pool() {
    return new PoolUse(PoolRole.ENCODER, point.worker(), workers, point.memoryGib());
  }
}

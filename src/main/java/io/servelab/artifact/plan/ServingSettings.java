package io.servelab.artifact.plan;

import io.servelab.engine.MemorySettings;
import io.servelab.engine.Speculation;

/**
 * Settings of the search that a deployment must repeat to deliver what was predicted.
 *
 * @param memory memory limits chosen by a person
 * @param chunkedPrefill whether prompts may be cut into chunks
 * @param speculation speculative decoding
 * @param attentionBackend attention kernels; blank for the engine's own choice
 * @param encoderDataParallel whether the ranks of a vision encoder share images
 */
public record ServingSettings(
    MemorySettings memory,
    boolean chunkedPrefill,
    Speculation speculation,
    String attentionBackend,
    boolean encoderDataParallel) {

  /** Nothing chosen. */
  public static final ServingSettings STANDARD =
      new ServingSettings(MemorySettings.DEFAULT, false, Speculation.NONE, "", true);
}

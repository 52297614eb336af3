package io.servelab.artifact.plan;

import io.servelab.engine.MemorySettings;
import io.servelab.engine.Speculation;
import java.util.List;

/**
 * Settings of the search that a deployment must repeat to deliver what was predicted.
 *
 * @param memory memory limits chosen by a person
 * @param chunkedPrefill whether prompts may be cut into chunks
 * @param speculation speculative decoding
 * @param attentionBackend attention kernels; blank for the engine's own choice
 * @param encoderDataParallel whether the ranks of a vision encoder share images
 * @param studyOnly settings of the search that files cannot say
 */
public record ServingSettings(
    MemorySettings memory,
    boolean chunkedPrefill,
    Speculation speculation,
    String attentionBackend,
    boolean encoderDataParallel,
    List<StudyOnly> studyOnly) {

  /** Copies the list. */
  public ServingSettings {
    studyOnly = List.copyOf(studyOnly);
  }

  /** Settings that files can all say. */
  public ServingSettings(
      MemorySettings memory,
      boolean chunkedPrefill,
      Speculation speculation,
      String attentionBackend,
      boolean encoderDataParallel) {
    this(memory, chunkedPrefill, speculation, attentionBackend, encoderDataParallel, List.of());
  }

  /** Nothing chosen. */
  public static final ServingSettings STANDARD =
      new ServingSettings(MemorySettings.DEFAULT, false, Speculation.NONE, "", true);
}

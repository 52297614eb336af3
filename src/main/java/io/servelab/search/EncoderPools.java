package io.servelab.search;

import io.servelab.engine.Images;
import io.servelab.error.InvalidValueException;
import io.servelab.perf.PerfDatabase;
import java.util.List;
import java.util.Optional;

/**
 * Workers of their own that encode images, so that other workers run the language model only.
 *
 * <p>Source: encoder disaggregation of aiconfigurator 0.12.0.
 *
 * @param images images of a request
 * @param tp tensor-parallel sizes of an encoder
 * @param batches requests that an encoder takes at once
 * @param maxWorkers most encoders in a replica
 * @param correction factor on their time
 * @param database measurements of the system they run on; that of prefill unless given
 */
public record EncoderPools(
    Images images,
    List<Integer> tp,
    List<Long> batches,
    int maxWorkers,
    double correction,
    Optional<PerfDatabase> database) {

  private static final List<Integer> USUAL_TP = List.of(1, 2, 4, 8);
  private static final List<Long> USUAL_BATCHES = List.of(1L, 2L, 4L, 8L);
  private static final long LARGEST_BATCH = 8;
  private static final int USUAL_WORKERS = 32;

  /** Requires images, sizes and batches of at most eight. */
  public EncoderPools {
    tp = List.copyOf(tp);
    batches = List.copyOf(batches);
    if (!images.any()) {
      throw InvalidValueException.because(
          "Separate encoders need images: give image_height and image_width.");
    }
    if (tp.isEmpty() || tp.stream().anyMatch(size -> size < 1)) {
      throw InvalidValueException.of("encoder_tp", tp, "sizes of at least 1 are needed.");
    }
    if (batches.isEmpty() || batches.stream().anyMatch(b -> b < 1 || b > LARGEST_BATCH)) {
      throw InvalidValueException.of(
          "encoder batches", batches, "an encoder takes 1 to " + LARGEST_BATCH + " requests.");
    }
    if (maxWorkers < 1 || !(correction > 0)) {
      throw InvalidValueException.because(
          "Encoders need a positive number of workers and a positive correction.");
    }
  }

  /** The usual sizes and batches. */
  public static EncoderPools of(Images images) {
    return new EncoderPools(images, USUAL_TP, USUAL_BATCHES, USUAL_WORKERS, 1, Optional.empty());
  }

  /** The same with other tensor-parallel sizes. */
  public EncoderPools withTp(List<Integer> sizes) {
    return new EncoderPools(images, sizes, batches, maxWorkers, correction, database);
  }

  /** The same with a factor on the encoder's time. */
  public EncoderPools withCorrection(double factor) {
    return new EncoderPools(images, tp, batches, maxWorkers, factor, database);
  }

  /** The same on another system. */
  public EncoderPools withDatabase(PerfDatabase other) {
    return new EncoderPools(images, tp, batches, maxWorkers, correction, Optional.of(other));
  }
}

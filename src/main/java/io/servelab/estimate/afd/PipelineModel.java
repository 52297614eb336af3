package io.servelab.estimate.afd;

import io.servelab.error.UnknownNameException;
import java.util.Arrays;

/**
 * How micro-batches take turns on the two sides. The formulas were found by asking aiconfigurator
 * 0.12.0 with one value varied at a time.
 */
public enum PipelineModel {
  /**
   * Three stages, A, transfers and F, of which the slowest sets the beat, if there are enough
   * micro-batches to fill them: twice as many as one transfer and the busier side take, in times of
   * the busier side. Otherwise as {@link #CONSERVATIVE}.
   */
  OPTIMISTIC("optimistic"),
  /** Two stages: one transfer adds to the time of the busier side. */
  CONSERVATIVE("conservative");

  private static final int STAGES = 3;

  private final String id;

  PipelineModel(String id) {
    this.id = id;
  }

  /** Name in requests. */
  public String id() {
    return id;
  }

  /**
   * The model with this name.
   *
   * @throws UnknownNameException if there is none
   */
  public static PipelineModel of(String id) {
    return Arrays.stream(values())
        .filter(model -> model.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                UnknownNameException.of(
                    "pipeline model", id, Arrays.stream(values()).map(PipelineModel::id).toList()));
  }

  /** Whether no transfer delays the busier side. */
  boolean hidesTransfers(LayerTimes layer, int microbatches) {
    return this == OPTIMISTIC && microbatches >= STAGES && layer.transferMs() <= layer.busierMs();
  }

  /** Time from one micro-batch to the next in the same layer, milliseconds. */
  double beatMs(LayerTimes layer, int microbatches) {
    boolean enough = microbatches >= 2 * (1 + layer.sendMs() / layer.busierMs());
    return this == OPTIMISTIC && enough
        ? Math.max(layer.busierMs(), layer.transferMs())
        : layer.busierMs() + layer.sendMs();
  }

  /**
   * All micro-batches through all layers, milliseconds: one beat for each but the first, which
   * takes a round trip.
   */
  double passMs(LayerTimes layer, int microbatches, int layers) {
    return ((double) microbatches * layers - 1) * beatMs(layer, microbatches) + layer.roundTripMs();
  }
}

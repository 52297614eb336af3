package io.servelab.search;

import io.servelab.error.NoDataException;
import io.servelab.layers.OperationFormats;
import io.servelab.op.LayerOp;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.perf.PerfDatabase;
import java.util.Optional;

/**
 * An operation at its place in a pass, with its time.
 *
 * @param group name of the group that it is part of; blank at the top
 * @param operation the operation
 * @param time time of all its calls; empty if it was not measured
 * @param missing why there is no time; blank if there is one
 */
public record TimedLayer(String group, LayerOp operation, Optional<OpTime> time, String missing) {

  static TimedLayer of(String group, LayerOp operation, PerfDatabase database, OpShape shape) {
    try {
      OpTime time = operation.bind(database).time(shape);
      return new TimedLayer(group, operation, Optional.of(time), "");
    } catch (NoDataException silent) {
      return new TimedLayer(group, operation, Optional.empty(), silent.getMessage());
    }
  }

  /** Name in the pass. */
  public String name() {
    return operation.name();
  }

  /** Calls in one pass. */
  public double count() {
    return operation.count();
  }

  /** Time of all calls, milliseconds; NaN if it was not measured. */
  public double latencyMs() {
    return time.map(OpTime::latencyMs).orElse(Double.NaN);
  }

  /** Name of the format in which it computes; blank if it has none of its own. */
  public String format() {
    return OperationFormats.formatOf(operation.operation()).orElse("");
  }

  /** Weights of all calls on one rank, bytes. */
  public double weightBytes() {
    return operation.weightBytes();
  }
}

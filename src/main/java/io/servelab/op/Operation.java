package io.servelab.op;

import io.servelab.perf.PerfDatabase;

/** One kernel, or a fixed group of kernels, as one rank of a worker runs it. */
public interface Operation {

  /**
   * Prepares the operation for queries: looks up slices and rates that do not depend on the shape.
   *
   * <p>Cheap when repeated; what is missing is reported by the first query instead.
   */
  OperationTimer bind(PerfDatabase database);

  /** Weights that one call reads from device memory of one rank, bytes; 0 for most. */
  default double weightBytes() {
    return 0;
  }
}

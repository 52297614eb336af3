package io.servelab.hardware;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Links between GPUs, each as one-directional bandwidth per GPU.
 *
 * @param gpusPerNode GPUs that share the fast links of one node
 * @param gpusPerRack GPUs within reach of the inter-node links, if racks are a boundary
 * @param intraNodeBytesPerS bandwidth inside a node, bytes/s
 * @param interNodeBytesPerS bandwidth between nodes, bytes/s
 * @param interRackBytesPerS bandwidth between racks, bytes/s; falls back to inter-node
 * @param pcieBytesPerS host link, bytes/s, if stated
 * @param p2pLatencyS constant time of a point-to-point send, seconds
 */
public record Interconnect(
    int gpusPerNode,
    OptionalInt gpusPerRack,
    double intraNodeBytesPerS,
    double interNodeBytesPerS,
    OptionalDouble interRackBytesPerS,
    OptionalDouble pcieBytesPerS,
    double p2pLatencyS) {

  /** Bandwidth of the slowest link inside a group of GPUs, bytes/s. */
  public double bytesPerS(long gpus) {
    if (gpus <= gpusPerNode) {
      return intraNodeBytesPerS;
    }
    if (gpusPerRack.isEmpty() || gpus <= gpusPerRack.getAsInt()) {
      return interNodeBytesPerS;
    }
    return interRackBytesPerS.orElse(interNodeBytesPerS);
  }
}

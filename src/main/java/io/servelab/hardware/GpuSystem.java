package io.servelab.hardware;

import java.util.Map;

/**
 * A kind of machine: a GPU, its links, and what its runtime keeps in device memory.
 *
 * @param name identifier, such as {@code h200_sxm}
 * @param gpu the accelerator
 * @param links the interconnect
 * @param communicatorBytes communicator buffers by tensor-parallel size (1, 2, 4, 8), bytes
 * @param runtimeBytes context and workspaces, bytes
 * @param ncclVersion version of the NCCL table; empty when the system has none
 * @param onecclVersion version of the oneCCL table; empty when the system has none
 */
public record GpuSystem(
    String name,
    Gpu gpu,
    Interconnect links,
    Map<Integer, Long> communicatorBytes,
    long runtimeBytes,
    String ncclVersion,
    String onecclVersion) {

  /** Copies the buffer sizes. */
  public GpuSystem {
    communicatorBytes = Map.copyOf(communicatorBytes);
  }

  @Override
  public String toString() {
    return name;
  }
}

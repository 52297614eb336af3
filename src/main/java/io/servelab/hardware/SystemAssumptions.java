package io.servelab.hardware;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the description of a system leaves open, and what stands in for it. */
public final class SystemAssumptions {

  private final GpuSystem system;
  private final List<Assumption> found = new ArrayList<>();

  private SystemAssumptions(GpuSystem system) {
    this.system = system;
  }

  /** One row for each field that a description may leave out and this one does. */
  public static List<Assumption> of(GpuSystem system) {
    SystemAssumptions assumptions = new SystemAssumptions(system);
    assumptions.device();
    assumptions.links();
    assumptions.memory();
    return List.copyOf(assumptions.found);
  }

  private void device() {
    Gpu gpu = system.gpu();
    if (gpu.memoryBandwidthScale() == 1) {
      add("gpu", "mem_bw_empirical_scaling_factor", "1", "kernels reach the stated bandwidth");
    }
    if (gpu.memoryLatencyS() == 0) {
      add("gpu", "mem_empirical_constant_latency", "0 s", "kernels start at once");
    }
    for (MathType type : MathType.values()) {
      if (!gpu.flops().containsKey(type)) {
        String field = type.id() + "_tc_flops";
        add("gpu", field, "none", "formats that compute in " + type.id() + " are refused");
      }
    }
    if (gpu.powerW() == 0) {
      add("gpu", "power", "none", "energy is not told");
    }
    if (gpu.smVersion().isEmpty()) {
      add("gpu", "sm_version", "none", "formats are chosen as for GPUs before Blackwell");
    }
  }

  private void links() {
    Interconnect links = system.links();
    if (links.gpusPerRack().isEmpty()) {
      add("node", "num_gpus_per_rack", "none", "nodes are joined by inter_node_bw only");
    }
    if (links.p2pLatencyS() == 0) {
      add("node", "p2p_latency", "0 s", "messages start at once");
    }
  }

  private void memory() {
    if (system.communicatorBytes().isEmpty()) {
      add("misc", "nccl_mem", "0 bytes", "communicators take no device memory");
    }
    if (system.ncclVersion().isEmpty() && system.onecclVersion().isEmpty()) {
      add("misc", "nccl_version", "none", "collectives are estimated, not read from tables");
    }
  }

  private void add(String section, String field, String value, String reason) {
    found.add(
        new Assumption(
            String.format(Locale.ROOT, "%s, %s", system.name(), section), field, value, reason));
  }
}

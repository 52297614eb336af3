package io.servelab.model;

import io.servelab.hardware.Gpu;
import io.servelab.hardware.GpuSystem;
import io.servelab.hardware.Interconnect;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Machines of which only the generation matters. */
final class TestGpus {

  static final GpuSystem B200 = system("b200_sxm", 100);
  static final GpuSystem H200 = system("h200_sxm", 90);
  static final GpuSystem L40S = system("l40s", 89);

  private TestGpus() {}

  static GpuSystem named(String name) {
    for (GpuSystem system : new GpuSystem[] {B200, H200, L40S}) {
      if (system.name().equals(name)) {
        return system;
      }
    }
    return system(name, generation(name));
  }

  private static int generation(String name) {
    return switch (name) {
      case "h100_sxm" -> 90;
      case "gb200" -> 100;
      case "gb300" -> 103;
      case "a100_sxm" -> 80;
      case "rtx_pro_6000_server" -> 120;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static GpuSystem system(String name, int smVersion) {
    Gpu gpu = new Gpu(4e12, 0.8, 3e-6, 1L << 37, Map.of(), 700, OptionalInt.of(smVersion));
    Interconnect links =
        new Interconnect(
            8,
            OptionalInt.empty(),
            4.5e11,
            5e10,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            0);
    return new GpuSystem(name, gpu, links, Map.of(), 0, "", "");
  }
}

package io.servelab.perf;

import io.servelab.hardware.Gpu;
import io.servelab.hardware.GpuSystem;
import io.servelab.hardware.GpuSystems;
import io.servelab.hardware.MathType;
import io.servelab.hardware.VersionSlots;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.Optional;

/**
 * Finds the measured system that is most like one on which nothing of an engine was measured.
 *
 * <p>Systems are alike if their GPUs are of the same generation and their memory and their 16-bit
 * products about as fast; one that lacks a number format of the other is no match for it.
 */
final class Lenders {

  /** The measurements that stand in; empty where the engine was measured on the system itself. */
  static final TableIndex<Optional<PerfDatabase>> INDEX = Lenders::find;

  private static final double SM_PER_GENERATION = 10;
  private static final double LACKING_FORMAT = 100;

  private Lenders() {}

  private static Optional<PerfDatabase> find(PerfDatabase database) {
    if (VersionSlots.of(database.home(), database.system().name(), database.engine()).measured()) {
      return Optional.empty();
    }
    Gpu wanted = database.system().gpu();
    return GpuSystems.names(database.home()).stream()
        .filter(name -> hasTables(database, name))
        .map(name -> GpuSystems.find(database.home(), name))
        .min(
            Comparator.comparingDouble((GpuSystem other) -> distance(wanted, other.gpu()))
                .thenComparing(GpuSystem::name))
        .map(nearest -> PerfDatabase.open(database.home(), nearest.name(), database.engine(), ""));
  }

  private static boolean hasTables(PerfDatabase database, String system) {
    String version =
        VersionSlots.of(database.home(), system, database.engine())
            .slots()
            .getOrDefault(VersionSlots.CURRENT, "");
    return Catalog.of(database.home(), system)
        .find(database.engine().id(), version, "gemm")
        .filter(entry -> Files.isRegularFile(entry.file()))
        .isPresent();
  }

  private static double distance(Gpu wanted, Gpu other) {
    double distance =
        Math.abs(wanted.smVersion().orElse(0) - other.smVersion().orElse(0)) / SM_PER_GENERATION
            + apart(wanted.memoryBandwidthBytesPerS(), other.memoryBandwidthBytesPerS());
    for (MathType type : wanted.flops().keySet()) {
      distance +=
          other.flops().containsKey(type)
              ? apart(wanted.flops().get(type), other.flops().get(type)) / wanted.flops().size()
              : LACKING_FORMAT;
    }
    return distance;
  }

  private static double apart(double one, double other) {
    return Math.abs(Math.log(one / other));
  }
}

package io.servelab.perf;

import io.servelab.hardware.DataHome;
import io.servelab.hardware.ServingEngine;
import io.servelab.hardware.VersionSlots;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Opens each performance database once. */
public final class Databases {

  private record Key(String system, ServingEngine engine, String version) {}

  private final DataHome home;
  private final Map<Key, PerfDatabase> open = new ConcurrentHashMap<>();

  /** Over one data folder. */
  public Databases(DataHome home) {
    this.home = home;
  }

  /** The folder. */
  public DataHome home() {
    return home;
  }

  /**
   * A database under a data mode.
   *
   * @param version slot name, literal version, or blank for the current one
   */
  public PerfDatabase get(
      String system, ServingEngine engine, String version, DataMode mode, TransferPolicy policy) {
    return open.computeIfAbsent(
            new Key(system, engine, version),
            key ->
                PerfDatabase.open(home, key.system, key.engine, key.version)
                    .withSiblings(other -> sibling(key.system, other)))
        .withMode(mode)
        .withTransfers(policy);
  }

  private Optional<PerfDatabase> sibling(String system, ServingEngine engine) {
    return VersionSlots.of(home, system, engine).measured()
        ? Optional.of(get(system, engine, "", DataMode.SILICON, TransferPolicy.AGGRESSIVE))
        : Optional.empty();
  }
}

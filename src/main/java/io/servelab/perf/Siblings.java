package io.servelab.perf;

import io.servelab.hardware.DataHome;
import io.servelab.hardware.ServingEngine;
import io.servelab.hardware.VersionSlots;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Finds what was measured under other engines on one system. */
@FunctionalInterface
interface Siblings {

  /** Current measurements of an engine, if there are any. */
  Optional<PerfDatabase> of(ServingEngine engine);

  /** Opens each database when first asked for. */
  static Siblings opening(DataHome home, String system) {
    Map<ServingEngine, Optional<PerfDatabase>> open = new ConcurrentHashMap<>();
    return engine ->
        open.computeIfAbsent(
            engine,
            absent ->
                VersionSlots.of(home, system, absent).measured()
                    ? Optional.of(PerfDatabase.open(home, system, absent, ""))
                    : Optional.empty());
  }
}

package io.servelab.cli;

import io.servelab.hardware.DataHome;
import io.servelab.hardware.GpuSystems;
import io.servelab.hardware.ServingEngine;
import io.servelab.hardware.VersionSlots;
import io.servelab.perf.Catalog;
import io.servelab.perf.CatalogEntry;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists systems, engine versions and whether their tables are there. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List systems, engine versions, and the tables that are there.")
final class DataListCommand implements Runnable {

  private static final String LINE = "%-20s %-8s %-9s %-11s %7s %11s  %s%n";

  @Mixin private DataOption data = new DataOption();

  @Override
  public void run() {
    DataHome home = data.home();
    System.out.printf(LINE, "system", "backend", "slot", "version", "tables", "rows", "state");
    for (String system : GpuSystems.names(home)) {
      list(home, system);
    }
  }

  private static void list(DataHome home, String system) {
    Catalog catalog = Catalog.of(home, system);
    boolean measured = false;
    for (ServingEngine engine : ServingEngine.values()) {
      Map<String, String> slots = new TreeMap<>(VersionSlots.of(home, system, engine).slots());
      for (Map.Entry<String, String> slot : slots.entrySet()) {
        measured = true;
        List<CatalogEntry> tables =
            catalog.entries().stream()
                .filter(entry -> entry.engine().equals(engine.id()))
                .filter(entry -> entry.version().equals(slot.getValue()))
                .filter(entry -> Files.isRegularFile(entry.file()))
                .toList();
        System.out.printf(
            LINE,
            system,
            engine.id(),
            slot.getKey(),
            slot.getValue(),
            tables.size(),
            tables.stream().mapToLong(CatalogEntry::rows).sum(),
            tables.isEmpty() ? "servelab data import " + system : "ready");
      }
    }
    if (!measured) {
      System.out.printf(
          LINE,
          system,
          "-",
          "-",
          "-",
          0,
          0,
          "described only: data modes HYBRID, EMPIRICAL and SOL");
    }
  }
}

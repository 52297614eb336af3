package io.servelab.perf;

import io.servelab.hardware.DataHome;
import io.servelab.hardware.GpuSystem;
import io.servelab.hardware.ServingEngine;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tables of one engine version on one system, read when first asked for and shared by all data
 * modes.
 */
final class TableStore {

  private static final TableCache CACHE = TableCache.standard();

  private final DataHome home;
  private final GpuSystem system;
  private final ServingEngine engine;
  private final String version;
  private final Catalog catalog;
  private final Map<String, Optional<PerfTable>> allRows = new ConcurrentHashMap<>();
  private final Map<String, Optional<PerfTable>> ownRows = new ConcurrentHashMap<>();

  TableStore(
      DataHome home, GpuSystem system, ServingEngine engine, String version, Catalog catalog) {
    this.home = home;
    this.system = system;
    this.engine = engine;
    this.version = version;
    this.catalog = catalog;
  }

  DataHome home() {
    return home;
  }

  GpuSystem system() {
    return system;
  }

  ServingEngine engine() {
    return engine;
  }

  String version() {
    return version;
  }

  Optional<CatalogEntry> entry(String table) {
    return switch (table) {
      case "nccl" -> catalog.find("nccl", system.ncclVersion(), table);
      case "oneccl" -> catalog.find("oneccl", system.onecclVersion(), table);
      default -> catalog.find(engine.id(), version, table);
    };
  }

  Optional<PerfTable> table(String name, boolean shareRows) {
    return shareRows
        ? allRows.computeIfAbsent(
            name,
            absent -> entry(absent).map(entry -> CACHE.read(absent, entry.file(), entry.sha256())))
        : ownRows.computeIfAbsent(name, this::ownRows);
  }

  private Optional<PerfTable> ownRows(String name) {
    return entry(name)
        .filter(entry -> !entry.primarySources().isEmpty())
        .flatMap(
            entry ->
                table(name, true)
                    .map(
                        all ->
                            entry.primarySources().size() == entry.sources().size()
                                ? all
                                : all.only(entry.primarySources())))
        .filter(own -> own.rows() > 0);
  }
}

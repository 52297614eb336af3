package io.servelab.perf;

import io.servelab.hardware.DataHome;
import io.servelab.hardware.GpuSystem;
import io.servelab.hardware.ServingEngine;
import java.util.List;
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
  private final List<OwnTable> own;
  private final Map<String, Optional<PerfTable>> allRows = new ConcurrentHashMap<>();
  private final Map<String, Optional<PerfTable>> ownRows = new ConcurrentHashMap<>();

  TableStore(
      DataHome home,
      GpuSystem system,
      ServingEngine engine,
      String version,
      Catalog catalog,
      List<OwnTable> own) {
    this.home = home;
    this.system = system;
    this.engine = engine;
    this.version = version;
    this.catalog = catalog;
    this.own = List.copyOf(own);
    OwnTables.check(home, own);
  }

  /** A person's own tables as entries of a catalog. */
  List<CatalogEntry> ownEntries() {
    return own.stream()
        .map(
            table -> {
              int rows =
                  OwnTables.around(table.table(), List.of(table), Optional.empty())
                      .orElseThrow()
                      .rows();
              TableSource source = new TableSource(table.source(), Channel.PRIMARY, rows);
              return new CatalogEntry(
                  engine.id(), version, table.table(), table.file(), rows, "", List.of(source));
            })
        .toList();
  }

  /** The same with a person's own tables. */
  TableStore with(List<OwnTable> tables) {
    return new TableStore(home, system, engine, version, catalog, tables);
  }

  List<OwnTable> own() {
    return own;
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
        ? allRows.computeIfAbsent(name, absent -> OwnTables.around(absent, own, shipped(absent)))
        : ownRows.computeIfAbsent(
            name, absent -> OwnTables.around(absent, own, shippedForVersion(absent)));
  }

  private Optional<PerfTable> shipped(String name) {
    return entry(name).map(entry -> CACHE.read(name, entry.file(), entry.sha256()));
  }

  private Optional<PerfTable> shippedForVersion(String name) {
    return entry(name)
        .filter(entry -> !entry.primarySources().isEmpty())
        .flatMap(
            entry ->
                shipped(name)
                    .map(
                        all ->
                            entry.primarySources().size() == entry.sources().size()
                                ? all
                                : all.only(entry.primarySources())))
        .filter(own -> own.rows() > 0);
  }
}

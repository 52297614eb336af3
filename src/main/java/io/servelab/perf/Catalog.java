package io.servelab.perf;

import io.servelab.hardware.DataHome;
import io.servelab.perf.PerfTable.TextColumn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The tables that one system has, shipped or imported. */
public final class Catalog {

  private static final String FILE = "catalog.csv";

  private final List<CatalogEntry> entries;

  private Catalog(List<CatalogEntry> entries) {
    this.entries = List.copyOf(entries);
  }

  /**
   * Reads the catalog of a system: its own after an import, else the shipped one.
   *
   * <p>An import covers the shipped tables of its system too, so the two are never mixed.
   */
  public static Catalog of(DataHome home, String system) {
    Path imported = home.folder().resolve(system).resolve(FILE);
    Path file = Files.isRegularFile(imported) ? imported : home.folder().resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return new Catalog(List.of());
    }
    PerfTable lines = TableReader.read("catalog", file, Set.of("version"));
    TextColumn systems = lines.text("system");
    List<CatalogEntry> entries = new ArrayList<>();
    for (int row = 0; row < lines.rows(); row++) {
      if (systems.at(row).equals(system)) {
        entries.add(entry(home, lines, row));
      }
    }
    return new Catalog(entries);
  }

  /** Names of all tables that are shipped for any system. */
  public static Set<String> tableNames(DataHome home) {
    PerfTable lines = TableReader.read("catalog", home.folder().resolve(FILE), Set.of("version"));
    return Set.copyOf(
        lines.text("table").words().stream().filter(name -> !name.isEmpty()).toList());
  }

  private static CatalogEntry entry(DataHome home, PerfTable lines, int row) {
    return new CatalogEntry(
        lines.text("engine").at(row),
        lines.text("version").at(row),
        lines.text("table").at(row),
        home.folder().resolve(lines.text("file").at(row)),
        (int) lines.number("rows").at(row),
        lines.text("sha256").at(row),
        Arrays.stream(lines.text("sources").at(row).split(" "))
            .filter(word -> !word.isEmpty())
            .map(TableSource::parse)
            .toList());
  }

  /** All tables. */
  public List<CatalogEntry> entries() {
    return entries;
  }

  /** One table of one engine version. */
  public Optional<CatalogEntry> find(String engine, String version, String table) {
    return entries.stream()
        .filter(entry -> entry.table().equals(table))
        .filter(entry -> entry.engine().equals(engine) && entry.version().equals(version))
        .findFirst();
  }
}

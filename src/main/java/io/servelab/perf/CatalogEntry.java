package io.servelab.perf;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One table of one engine version on one system.
 *
 * @param engine engine or collective library
 * @param version literal version
 * @param table table name, such as {@code gemm}
 * @param file the CSV; several versions may share one
 * @param rows number of rows
 * @param sha256 digest of the uncompressed CSV
 * @param sources where the rows come from, strongest first
 */
public record CatalogEntry(
    String engine,
    String version,
    String table,
    Path file,
    int rows,
    String sha256,
    List<TableSource> sources) {

  /** Copies the sources. */
  public CatalogEntry {
    sources = List.copyOf(sources);
  }

  /** Names of the sources measured on the version itself. */
  Set<String> primarySources() {
    return sources.stream()
        .filter(source -> source.channel() == Channel.PRIMARY)
        .map(TableSource::name)
        .collect(Collectors.toUnmodifiableSet());
  }
}

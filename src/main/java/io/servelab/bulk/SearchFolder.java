package io.servelab.bulk;

import io.servelab.error.FileTrouble;
import io.servelab.error.InvalidValueException;
import io.servelab.search.ServingMode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The answers of many searches: one line for each experiment, and the rows of all of them in one
 * file for each kind of deployment.
 *
 * <p>Rows are written as they come, beside the folder that was asked for; it appears, or gets its
 * new files, when everything is there. Closing before that leaves nothing behind.
 */
final class SearchFolder implements AutoCloseable {

  private static final List<String> LINE =
      List.of(
          "id",
          "request",
          "experiment",
          "serving_mode",
          "backend",
          "rows",
          "pareto_rows",
          "top_rows",
          "best_tokens_s_gpu",
          "chosen",
          "seconds",
          "search_seconds",
          "error",
          "message");
  private static final List<String> BEFORE_ROW = List.of("id", "experiment", "kind", "rank");

  private final Path target;
  private final Path growing;
  private final Table lines;
  private final Map<ServingMode, Table> rows = new EnumMap<>(ServingMode.class);

  private SearchFolder(Path target) throws IOException {
    this.target = target.toAbsolutePath();
    Files.createDirectories(this.target.getParent());
    this.growing = Files.createTempDirectory(this.target.getParent(), ".searches");
    this.lines = new Table(growing.resolve("searches.csv"), LINE);
    for (ServingMode mode : ServingMode.values()) {
      rows.put(mode, new Table(growing.resolve("rows_" + mode.id() + ".csv"), columns(mode)));
    }
  }

  /** Columns of the answers, which are no part of a replayed question. */
  static List<String> answerColumns() {
    return LINE.subList(2, LINE.size());
  }

  static SearchFolder create(Path target) {
    if (Files.isRegularFile(target)) {
      throw InvalidValueException.of(
          "output folder", target, "it is a file.\nThe answers of searches are a folder of files.");
    }
    try {
      return new SearchFolder(target);
    } catch (IOException unwritable) {
      throw refused(target, unwritable);
    }
  }

  private static List<String> columns(ServingMode mode) {
    List<String> columns = new ArrayList<>(BEFORE_ROW);
    columns.addAll(
        mode == ServingMode.AGGREGATED
            ? SearchColumns.aggregated()
            : SearchColumns.disaggregated());
    return columns;
  }

  void line(Map<String, Object> cells) {
    lines.add(cells);
  }

  void row(ServingMode mode, Map<String, Object> cells) {
    rows.get(mode).add(cells);
  }

  /** Puts the answers where they were asked for. */
  void publish() {
    try {
      closeTables();
      if (!Files.exists(target)) {
        Files.move(growing, target);
        return;
      }
      try (DirectoryStream<Path> files = Files.newDirectoryStream(growing)) {
        for (Path file : files) {
          Files.move(file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException unwritable) {
      throw refused(target, unwritable);
    }
  }

  private void closeTables() throws IOException {
    lines.writer.close();
    for (Table table : rows.values()) {
      table.writer.close();
    }
  }

  @Override
  public void close() {
    try {
      closeTables();
      if (!Files.exists(growing)) {
        return;
      }
      try (DirectoryStream<Path> files = Files.newDirectoryStream(growing)) {
        for (Path file : files) {
          Files.delete(file);
        }
      }
      Files.delete(growing);
    } catch (IOException stuck) {
      throw new UncheckedIOException(stuck);
    }
  }

  private static InvalidValueException refused(Path target, IOException reason) {
    return InvalidValueException.of("output folder", target, FileTrouble.writing(target, reason));
  }

  /** A CSV file that grows row by row. */
  private static final class Table {
    private final List<String> columns;
    private final BufferedWriter writer;

    Table(Path file, List<String> columns) throws IOException {
      this.columns = columns;
      this.writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
      writer.write(String.join(",", columns) + "\n");
    }

    void add(Map<String, Object> cells) {
      try {
        writer.write(AnswerFile.line(columns, cells));
      } catch (IOException full) {
        throw new UncheckedIOException(full);
      }
    }
  }
}

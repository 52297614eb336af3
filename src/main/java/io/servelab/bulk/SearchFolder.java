package io.servelab.bulk;

import io.servelab.error.FileTrouble;
import io.servelab.error.InvalidValueException;
import io.servelab.search.ServingMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The answers of many searches: one line for each experiment, and the rows of all of them in one
 * file for each kind of deployment.
 *
 * <p>Everything appears at once: rows grow beside the folder that was asked for, and closing before
 * they are published leaves nothing behind.
 */
final class SearchFolder implements AutoCloseable {

  private static final String LINES_FILE = "searches.csv";

  private final Path target;
  private final Path growing;
  private final SearchTable lines;
  private final Map<ServingMode, SearchTable> rows = new EnumMap<>(ServingMode.class);

  private SearchFolder(Path target, Path growing) throws IOException {
    this.target = target;
    this.growing = growing;
    this.lines = SearchTable.create(growing.resolve(LINES_FILE), SearchText.LINE);
    for (ServingMode mode : ServingMode.values()) {
      Path file = growing.resolve("rows_" + mode.id() + ".csv");
      rows.put(mode, SearchTable.create(file, SearchText.columns(mode)));
    }
  }

  /** Columns of the answers, which are no part of a replayed question. */
  static List<String> answerColumns() {
    return SearchText.LINE.subList(2, SearchText.LINE.size());
  }

  /** A folder that appears, or gets its new files, when everything is there. */
  static SearchFolder create(Path target) {
    requireFolder(target);
    Path folder = target.toAbsolutePath();
    try {
      Files.createDirectories(folder.getParent());
      Path beside =
          folder.resolveSibling(
              "." + folder.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
      return new SearchFolder(folder, Files.createDirectory(beside));
    } catch (IOException unwritable) {
      throw refused(target, unwritable);
    }
  }

  private static void requireFolder(Path target) {
    if (Files.isRegularFile(target)) {
      throw InvalidValueException.of(
          "output folder", target, "it is a file.\nThe answers of searches are a folder of files.");
    }
  }

  /** Adds what a request found. */
  void add(SearchText text) {
    lines.append(text.lines());
    rows.forEach((mode, table) -> table.append(text.rows(mode)));
  }

  /** Makes what was written so far safe. */
  void flush() {
    try {
      for (SearchTable table : rows.values()) {
        table.flush();
      }
      lines.flush();
    } catch (IOException unwritable) {
      throw refused(target, unwritable);
    }
  }

  /** Puts the answers where they were asked for. */
  void publish() {
    try {
      closeTables();
      if (!Files.exists(target)) {
        Files.move(growing, target);
      } else {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(growing)) {
          for (Path file : files) {
            Files.move(
                file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
          }
        }
      }
    } catch (IOException unwritable) {
      throw refused(target, unwritable);
    }
  }

  private void closeTables() throws IOException {
    for (SearchTable table : rows.values()) {
      table.close();
    }
    lines.close();
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
}

package io.servelab.bulk;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.servelab.error.FileTrouble;
import io.servelab.error.InvalidValueException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The file in which a sweep grows, and from which it is taken up again. */
final class SweepFile implements AutoCloseable {

  private final Path file;
  private final List<Map<String, String>> earlier;
  private final SearchTable table;

  private SweepFile(Path file, List<Map<String, String>> earlier, SearchTable table) {
    this.file = file;
    this.earlier = earlier;
    this.table = table;
  }

  /**
   * Opens a file; one that is there keeps its rows, but for those of the last study, which an
   * interruption may have cut.
   *
   * @param columns columns of the sweep
   * @param names what its first column may say
   * @throws InvalidValueException if the file is of another sweep, or cannot be written
   */
  static SweepFile open(Path file, List<String> columns, Set<String> names) {
    Path target = file.toAbsolutePath();
    try {
      List<Map<String, String>> rows = Files.exists(target) ? read(target) : List.of();
      for (Map<String, String> row : rows) {
        if (!List.copyOf(row.keySet()).equals(columns)) {
          throw InvalidValueException.of(
              "sweep file", file, "it has the columns of another sweep.");
        }
      }
      List<Map<String, String>> kept = new ArrayList<>(rows);
      if (!kept.isEmpty()) {
        String last = kept.get(kept.size() - 1).get(SweepRows.POINT);
        kept.removeIf(row -> row.get(SweepRows.POINT).equals(last));
      }
      Set<String> answered = new HashSet<>();
      kept.forEach(row -> answered.add(row.get(SweepRows.POINT)));
      if (!names.containsAll(answered)) {
        throw InvalidValueException.of(
            "sweep file", file, "it holds other studies than this sweep.\nGive another file.");
      }
      return new SweepFile(file, kept, SearchTable.continued(target, columns, answered::contains));
    } catch (IOException unwritable) {
      throw InvalidValueException.of("sweep file", file, FileTrouble.writing(target, unwritable));
    }
  }

  private static List<Map<String, String>> read(Path file) throws IOException {
    CsvSchema header = CsvSchema.emptySchema().withHeader();
    try (MappingIterator<Map<String, String>> rows =
        new CsvMapper().readerForMapOf(String.class).with(header).readValues(file.toFile())) {
      return rows.readAll();
    }
  }

  /** Rows of studies that are answered already. */
  List<Map<String, String>> earlier() {
    return earlier;
  }

  void add(Map<String, Object> row) {
    table.add(row);
  }

  /** Makes what was written so far safe. */
  void flush() {
    try {
      table.flush();
    } catch (IOException full) {
      throw InvalidValueException.of("sweep file", file, FileTrouble.writing(file, full));
    }
  }

  @Override
  public void close() {
    try {
      table.close();
    } catch (IOException stuck) {
      throw new UncheckedIOException(stuck);
    }
  }
}

package io.servelab.bulk;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Reads answer files by the id of their rows. */
final class ReferenceAnswers {

  private ReferenceAnswers() {}

  static Map<String, Map<String, String>> resource(String name) {
    try (InputStream raw = ReferenceAnswers.class.getResourceAsStream("/reference/" + name)) {
      return read(new GZIPInputStream(raw));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static Map<String, Map<String, String>> file(Path file) {
    try (InputStream raw = Files.newInputStream(file)) {
      return read(raw);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Map<String, Map<String, String>> read(InputStream input) throws IOException {
    Map<String, Map<String, String>> rows = new LinkedHashMap<>();
    try (MappingIterator<Map<String, String>> lines =
        new CsvMapper()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(input)) {
      lines.forEachRemaining(row -> rows.put(row.get("id"), row));
    }
    return rows;
  }

  /** Copies a resource to a file, so that a command can read it. */
  static Path copy(String name, Path folder) {
    Path target = folder.resolve(name);
    try (InputStream raw = ReferenceAnswers.class.getResourceAsStream("/reference/" + name)) {
      Files.copy(raw, target);
      return target;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Relative difference of two cells; 0 for equal texts, infinite where one is no number. */
  static double difference(String expected, String actual) {
    if (expected.equals(actual)) {
      return 0;
    }
    try {
      double left = Double.parseDouble(expected);
      double right = Double.parseDouble(actual);
      return left == right ? 0 : Math.abs(left - right) / Math.max(Math.abs(left), Math.abs(right));
    } catch (NumberFormatException notNumber) {
      return Double.POSITIVE_INFINITY;
    }
  }
}

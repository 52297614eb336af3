package io.servelab.accuracy;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.servelab.error.InvalidValueException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Reads files of measured points: CSV with a heading, plain or gzipped. */
public final class TruthFile {

  private TruthFile() {}

  /**
   * Reads every line; lines are not interpreted yet, so that one bad line spoils no other.
   *
   * @throws InvalidValueException if the file cannot be read or has no column {@code id}
   */
  public static List<TruthRow> read(Path file) {
    List<TruthRow> rows = lines(file);
    if (rows.isEmpty() || !rows.get(0).columns().containsKey("id")) {
      throw InvalidValueException.of(
          "truth file", file, "a heading with a column id and at least one line are expected.");
    }
    return rows;
  }

  /**
   * Reads every line of any table.
   *
   * @throws InvalidValueException if the file cannot be read
   */
  public static List<TruthRow> lines(Path file) {
    CsvMapper mapper =
        CsvMapper.builder()
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .enable(CsvParser.Feature.IGNORE_TRAILING_UNMAPPABLE)
            .build();
    List<TruthRow> rows = new ArrayList<>();
    try (InputStream input = open(file);
        MappingIterator<Map<String, String>> lines =
            mapper
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(input)) {
      while (lines.hasNextValue()) {
        rows.add(new TruthRow(lines.nextValue()));
      }
    } catch (IOException unreadable) {
      throw InvalidValueException.because(
          "Cannot read measured points from " + file + ": " + unreadable.getMessage());
    }
    return List.copyOf(rows);
  }

  private static InputStream open(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file));
    return file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
  }
}

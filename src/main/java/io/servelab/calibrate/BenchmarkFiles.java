package io.servelab.calibrate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.servelab.accuracy.TruthFile;
import io.servelab.accuracy.TruthRow;
import io.servelab.error.InvalidValueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads measured points from result files of benchmark clients, told apart by their fields, and
 * from tables with the columns of {@code perf-data/truth}.
 */
public final class BenchmarkFiles {

  /** What a server calls its model, which counts where nobody says what the model is. */
  static final String SERVED_MODEL = "served_model";

  private static final List<BenchmarkFormat> FORMATS =
      List.of(
          new GuidellmReport(),
          new AiperfExport(),
          new InferencexResult(),
          ServingBench.VLLM,
          ServingBench.SGLANG);

  private BenchmarkFiles() {}

  /**
   * Reads a file, or every file of a folder that ends in {@code .json}, {@code .jsonl}, {@code
   * .csv} or {@code .csv.gz}.
   *
   * @param known cells that hold where a file does not say otherwise, such as {@code system}
   * @return points in the order of the files; no point is interpreted yet
   * @throws InvalidValueException if a file cannot be read or no client writes such fields
   */
  public static List<TruthRow> read(Path path, Map<String, String> known) {
    List<TruthRow> rows = new ArrayList<>();
    for (Path file : files(path)) {
      List<Map<String, String>> points = isTable(file) ? table(file) : documents(file);
      for (Map<String, String> point : points) {
        Map<String, String> cells = new LinkedHashMap<>(known);
        cells.putAll(point);
        cells.putIfAbsent("model", cells.getOrDefault(SERVED_MODEL, ""));
        cells.putIfAbsent("id", file.getFileName() + "#" + (rows.size() + 1));
        rows.add(new TruthRow(cells));
      }
    }
    return rows;
  }

  private static boolean isTable(Path file) {
    String name = file.toString();
    return name.endsWith(".csv") || name.endsWith(".csv.gz");
  }

  private static List<Path> files(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> entries = Files.list(path)) {
      List<Path> files =
          entries
              .filter(file -> isTable(file) || file.toString().matches(".*\\.jsonl?"))
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw InvalidValueException.of("folder", path, "it holds no .json, .jsonl or .csv file.");
      }
      return files;
    } catch (IOException unreadable) {
      throw unreadable(path, unreadable);
    }
  }

  private static List<Map<String, String>> table(Path file) {
    return TruthFile.lines(file).stream().map(TruthRow::columns).toList();
  }

  /** One document, an array of them, or one on each line. */
  private static List<Map<String, String>> documents(Path file) {
    List<Map<String, String>> points = new ArrayList<>();
    try (MappingIterator<JsonNode> documents =
        new ObjectMapper().readerFor(JsonNode.class).readValues(file.toFile())) {
      while (documents.hasNextValue()) {
        points.addAll(points(file, documents.nextValue()));
      }
    } catch (JsonProcessingException malformed) {
      throw InvalidValueException.because(
          "Cannot read " + file + " as JSON: " + malformed.getOriginalMessage());
    } catch (IOException unreadable) {
      throw unreadable(file, unreadable);
    }
    return points;
  }

  private static List<Map<String, String>> points(Path file, JsonNode document) {
    return FORMATS.stream()
        .filter(format -> format.recognises(document))
        .findFirst()
        .orElseThrow(() -> unknown(file))
        .points(document);
  }

  private static InvalidValueException unknown(Path file) {
    return InvalidValueException.because(
        "No known benchmark client writes the fields of "
            + file
            + ".\nKnown are "
            + FORMATS.stream().map(BenchmarkFormat::client).collect(Collectors.joining(", "))
            + ", and CSV with the columns of perf-data/truth.");
  }

  private static InvalidValueException unreadable(Path path, IOException cause) {
    return InvalidValueException.because("Cannot read " + path + ": " + cause);
  }
}

package io.servelab.bulk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.servelab.error.FileTrouble;
import io.servelab.error.InvalidValueException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Reads request files: {@code .jsonl} or {@code .csv}, each also {@code .gz}; {@code -} is standard
 * input as JSON lines.
 *
 * <p>A CSV cell is JSON if it parses, else text; an empty one is absent. A {@code request} column
 * is replayed as the whole question.
 */
final class RequestFile {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String COMPRESSED = ".gz";
  private static final Set<String> ALWAYS_TEXT = Set.of("id", "version", "backend_version");

  private RequestFile() {}

  /**
   * Reads every request.
   *
   * @param file path or {@code -}
   * @param answers columns of answer files, which are no part of the question
   * @throws InvalidValueException if the file cannot be read at all
   */
  static List<Request> read(String file, Set<String> answers) {
    boolean table = isTable(file);
    try (BufferedReader reader = open(file)) {
      return table ? csv(reader, answers) : jsonLines(reader);
    } catch (JsonProcessingException malformed) {
      throw refused(file, "it is not CSV: " + malformed.getOriginalMessage() + ".");
    } catch (IOException unreadable) {
      throw refused(file, FileTrouble.reading(Path.of(file), unreadable));
    }
  }

  private static boolean isTable(String file) {
    String name = file.endsWith(COMPRESSED) ? file.substring(0, file.length() - 3) : file;
    if (name.endsWith(".csv")) {
      return true;
    }
    if (name.endsWith(".jsonl") || file.equals("-")) {
      return false;
    }
    throw refused(file, "its name tells no format.\nKnown are .jsonl and .csv, each also .gz.");
  }

  private static InvalidValueException refused(String file, String reason) {
    return InvalidValueException.of("request file", file, reason);
  }

  private static BufferedReader open(String file) throws IOException {
    if (file.equals("-")) {
      return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    }
    InputStream raw = Files.newInputStream(Path.of(file));
    InputStream plain = file.endsWith(COMPRESSED) ? new GZIPInputStream(raw) : raw;
    return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
  }

  private static List<Request> jsonLines(BufferedReader reader) throws IOException {
    List<Request> requests = new ArrayList<>();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (!line.isBlank()) {
        requests.add(jsonLine(line));
      }
    }
    return requests;
  }

  private static Request jsonLine(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      return node instanceof ObjectNode fields
          ? unwrapped(fields)
          : malformed("expected a JSON object, found: " + line);
    } catch (JsonProcessingException broken) {
      return malformed("not JSON: " + broken.getOriginalMessage());
    }
  }

  private static Request malformed(String reason) {
    return new Request("", JSON.createObjectNode(), reason);
  }

  private static List<Request> csv(BufferedReader reader, Set<String> answers) throws IOException {
    CsvSchema header = CsvSchema.emptySchema().withHeader();
    List<Request> requests = new ArrayList<>();
    try (MappingIterator<Map<String, String>> rows =
        new CsvMapper().readerForMapOf(String.class).with(header).readValues(reader)) {
      while (rows.hasNextValue()) {
        ObjectNode fields = JSON.createObjectNode();
        rows.nextValue()
            .forEach(
                (column, cell) -> {
                  if (!cell.isEmpty() && !answers.contains(column)) {
                    fields.set(column, cell(column, cell));
                  }
                });
        requests.add(unwrapped(fields));
      }
    }
    return requests;
  }

  private static Request unwrapped(ObjectNode fields) {
    JsonNode id = fields.remove("id");
    String name = id == null || id.isNull() ? "" : id.asText();
    if (fields.get("request") instanceof ObjectNode replayed) {
      return new Request(name, replayed, "");
    }
    return new Request(name, fields, "");
  }

  private static JsonNode cell(String column, String text) {
    if (ALWAYS_TEXT.contains(column)) {
      return JSON.getNodeFactory().textNode(text);
    }
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException plainText) {
      return JSON.getNodeFactory().textNode(text);
    }
  }
}

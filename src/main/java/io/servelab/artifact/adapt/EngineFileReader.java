package io.servelab.artifact.adapt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.servelab.artifact.setting.KnownFlags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the settings of an engine that stand in a YAML file. */
final class EngineFileReader {

  private static final YAMLMapper MAPPER = new YAMLMapper();

  private final FlagMeanings meanings;
  private final ReadValues values;
  private final String where;
  private final SourceText source;
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  /**
   * A reader.
   *
   * @param values takes what is understood
   * @param where where the file stands
   * @param source the text that holds its lines
   */
  EngineFileReader(FlagMeanings meanings, ReadValues values, String where, SourceText source) {
    this.meanings = meanings;
    this.values = values;
    this.where = where;
    this.source = source;
  }

  /** Reads a file and returns what was found. */
  List<Diagnostic> read(String path, String text) {
    try {
      entries("", source.line(name(path), 1), MAPPER.readTree(text));
    } catch (JsonProcessingException malformed) {
      reject(
          SourceText.Place.ofLine(source.line(name(path), 1)),
          path + " is no YAML: " + malformed.getOriginalMessage());
    }
    return diagnostics;
  }

  private void entries(String above, int from, JsonNode section) {
    for (Map.Entry<String, JsonNode> entry : section.properties()) {
      String path = above.isEmpty() ? entry.getKey() : above + "." + entry.getKey();
      SourceText.Place place = source.find(entry.getKey(), from);
      Optional<KnownFlags.Flag> flag = meanings.find(path);
      if (entry.getValue().isObject()) {
        entries(path, place.line(), entry.getValue());
      } else if (flag.isEmpty()) {
        reject(place, path + " is not known." + meanings.suggestion(path));
      } else {
        values
            .take(meanings, flag.get(), path, List.of(entry.getValue().asText()))
            .forEach(problem -> reject(place, problem));
      }
    }
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private void reject(SourceText.Place place, String message) {
    diagnostics.add(Diagnostic.rejected(where, place, message));
  }
}

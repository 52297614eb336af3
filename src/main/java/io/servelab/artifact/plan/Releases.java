package io.servelab.artifact.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.servelab.error.UnknownNameException;
import io.servelab.hardware.ServingEngine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The Dynamo releases that are known, and the engine versions in their images. */
public final class Releases {

  private record Row(EngineVersion dynamo, Map<ServingEngine, EngineVersion> engines) {}

  private static final Releases STANDARD = read(ShippedYaml.read(Releases.class, "releases.yaml"));

  private final EngineVersion usual;
  private final List<Row> rows;

  private Releases(EngineVersion usual, List<Row> rows) {
    this.usual = usual;
    this.rows = rows;
  }

  /** The releases that come with the library. */
  public static Releases standard() {
    return STANDARD;
  }

  private static Releases read(JsonNode table) {
    List<Row> rows = new ArrayList<>();
    for (JsonNode row : table.get("releases")) {
      Map<ServingEngine, EngineVersion> engines = new EnumMap<>(ServingEngine.class);
      for (ServingEngine engine : ServingEngine.values()) {
        engines.put(engine, new EngineVersion(row.get(engine.id()).asText()));
      }
      rows.add(new Row(new EngineVersion(row.get("dynamo").asText()), engines));
    }
    return new Releases(new EngineVersion(table.get("usual").asText()), List.copyOf(rows));
  }

  /** The release that is deployed unless another one is asked for. */
  public EngineVersion usual() {
    return usual;
  }

  /** Every known release, the oldest first. */
  public List<EngineVersion> all() {
    return rows.stream().map(Row::dynamo).toList();
  }

  /** Whether a release is known itself, not just an earlier one. */
  public boolean knows(EngineVersion dynamo) {
    return rows.stream().anyMatch(row -> row.dynamo.compareTo(dynamo) == 0);
  }

  /**
   * Engine version of a release, or of the last known one before it.
   *
   * @throws UnknownNameException if the release is older than every known one
   */
  public EngineVersion engineVersion(ServingEngine engine, EngineVersion dynamo) {
    return rows.stream()
        .filter(row -> dynamo.isAtLeast(row.dynamo))
        .max(Comparator.comparing(Row::dynamo))
        .orElseThrow(
            () ->
                UnknownNameException.of(
                    "Dynamo release",
                    dynamo.text(),
                    all().stream().map(EngineVersion::text).toList()))
        .engines
        .get(engine);
  }
}

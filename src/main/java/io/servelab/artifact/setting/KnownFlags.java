package io.servelab.artifact.setting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.servelab.artifact.plan.EngineVersion;
import io.servelab.artifact.plan.ShippedYaml;
import io.servelab.error.UnknownNameException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;

/** The flags that a version of a tool takes, as its own argument parser lists them. */
public final class KnownFlags {

  private static final String FOLDER = "flags/";
  private static final JsonNode INDEX = ShippedYaml.read(KnownFlags.class, FOLDER + "index.yaml");
  private static final Map<String, KnownFlags> READ = new ConcurrentHashMap<>();

  /** How many values a flag takes. */
  public enum Kind {
    /** None. */
    SWITCH,
    /** None, and there is the same with {@code no-} in front. */
    TOGGLE,
    /** One. */
    VALUE,
    /** Any number. */
    MANY,
    /** Not told by the tool's source. */
    ANY
  }

  /**
   * A flag.
   *
   * @param flag one of its names, leading hyphens included
   * @param option its first name
   * @param kind how many values it takes
   * @param choices words it accepts; any if there are none
   */
  public record Flag(String flag, String option, Kind kind, List<String> choices) {

    /** Whether it stands alone on a command line. */
    public boolean isBare() {
      return kind == Kind.SWITCH || kind == Kind.TOGGLE;
    }
  }

  private final String tool;
  private final EngineVersion version;
  private final Map<String, Flag> flags;

  private KnownFlags(String tool, EngineVersion version, Map<String, Flag> flags) {
    this.tool = tool;
    this.version = version;
    this.flags = flags;
  }

  /**
   * The flags of a version, or of the last listed one before it; of the first one listed if it is
   * older.
   *
   * @throws UnknownNameException if there is no such tool
   */
  public static KnownFlags of(String tool, EngineVersion version) {
    List<EngineVersion> listed = versions(tool);
    EngineVersion floor =
        listed.stream()
            .filter(version::isAtLeast)
            .max(Comparator.naturalOrder())
            .orElseGet(() -> listed.stream().min(Comparator.naturalOrder()).orElseThrow());
    return READ.computeIfAbsent(tool + "-" + floor, name -> read(tool, floor));
  }

  /** Versions of a tool whose flags are listed. */
  public static List<EngineVersion> versions(String tool) {
    if (!INDEX.has(tool)) {
      List<String> tools = INDEX.properties().stream().map(Map.Entry::getKey).toList();
      throw UnknownNameException.of("tool", tool, tools);
    }
    return StreamSupport.stream(INDEX.get(tool).spliterator(), false)
        .map(version -> new EngineVersion(version.asText()))
        .toList();
  }

  private static KnownFlags read(String tool, EngineVersion version) {
    String name = FOLDER + tool + "-" + version + ".csv";
    CsvSchema schema = CsvSchema.emptySchema().withHeader();
    Map<String, Flag> flags = new HashMap<>();
    try (InputStream input =
            Objects.requireNonNull(KnownFlags.class.getResourceAsStream(name), name);
        MappingIterator<Map<String, String>> rows =
            new CsvMapper().readerForMapOf(String.class).with(schema).readValues(input)) {
      while (rows.hasNext()) {
        Flag flag = flag(rows.next());
        flags.put(flag.flag, flag);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return new KnownFlags(tool, version, flags);
  }

  private static Flag flag(Map<String, String> row) {
    String choices = row.get("choices");
    return new Flag(
        row.get("flag"),
        row.get("option"),
        Kind.valueOf(row.get("kind").toUpperCase(Locale.ROOT)),
        choices.isEmpty() ? List.of() : Arrays.asList(choices.split(" ", -1)));
  }

  /** The flag of a name with its leading hyphens, the {@code --no-} form of a toggle included. */
  public Optional<Flag> find(String name) {
    Flag flag = flags.get(name);
    if (flag == null && name.startsWith("--no-")) {
      flag = flags.get("--" + name.substring("--no-".length()));
      return Optional.ofNullable(flag).filter(known -> known.kind == Kind.TOGGLE);
    }
    return Optional.ofNullable(flag);
  }

  /** Every name, for suggestions. */
  public List<String> names() {
    return flags.keySet().stream().sorted().toList();
  }

  @Override
  public String toString() {
    return tool + " " + version + ": " + flags.size() + " flags";
  }
}

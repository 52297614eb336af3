package io.servelab.accuracy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.servelab.error.UnknownNameException;
import io.servelab.model.ModelCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Finds the bundled configuration that a measured point means by its model name. */
final class ModelAliases {

  private static final String ANY = "any";
  private static final List<Map.Entry<String, String>> SUFFIXES =
      List.of(Map.entry("-nvfp4", "fp4"), Map.entry("-fp4", "fp4"), Map.entry("-fp8", "fp8"));

  private static final Map<String, Map<String, String>> CHECKPOINTS = read();

  private ModelAliases() {}

  /** One line of the table. */
  private record Alias(List<String> names, Map<String, String> checkpoints) {}

  /**
   * A configuration.
   *
   * @param id Hugging Face id of a bundled configuration
   * @param inPrecision whether its checkpoint has the precision that was asked for, so that its own
   *     formats hold; otherwise the point's labels do
   */
  record Checkpoint(String id, boolean inPrecision) {}

  /**
   * The configuration of a model.
   *
   * @param name Hugging Face id or its last part, any case, with or without {@code -Instruct}
   * @param precision {@code bf16}, {@code fp8}, {@code fp4}, {@code int4}, or empty for the model's
   *     own
   * @throws UnknownNameException if no bundled model is meant
   */
  static Checkpoint find(String name, String precision) {
    String base = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    base = base.replace("-instruct", "");
    String wanted = precision;
    for (Map.Entry<String, String> suffix : SUFFIXES) {
      if (!CHECKPOINTS.containsKey(base) && base.endsWith(suffix.getKey())) {
        base = base.substring(0, base.length() - suffix.getKey().length());
        wanted = wanted.isEmpty() ? suffix.getValue() : wanted;
      }
    }
    Map<String, String> checkpoints = CHECKPOINTS.get(base);
    if (checkpoints == null) {
      return new Checkpoint(bundled(name), precision.isEmpty());
    }
    String exact = checkpoints.get(wanted);
    return exact != null
        ? new Checkpoint(exact, true)
        : new Checkpoint(Objects.requireNonNull(checkpoints.get(ANY)), wanted.isEmpty());
  }

  private static String bundled(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    Optional<String> found =
        ModelCatalog.names().stream()
            .filter(id -> id.substring(id.lastIndexOf('/') + 1).equalsIgnoreCase(last))
            .findFirst();
    return found.orElseThrow(
        () -> UnknownNameException.of("model", name, List.copyOf(CHECKPOINTS.keySet())));
  }

  private static Map<String, Map<String, String>> read() {
    try (InputStream input = ModelAliases.class.getResourceAsStream("models.yaml")) {
      List<Alias> aliases =
          new ObjectMapper(new YAMLFactory())
              .readValue(Objects.requireNonNull(input), new TypeReference<List<Alias>>() {});
      Map<String, Map<String, String>> byName = new TreeMap<>();
      for (Alias alias : aliases) {
        alias.names.forEach(name -> byName.put(name, alias.checkpoints));
      }
      return byName;
    } catch (IOException damaged) {
      throw new UncheckedIOException(damaged);
    }
  }
}

package io.servelab.artifact.adapt;

import io.servelab.artifact.plan.EngineVersion;
import java.util.Map;
import java.util.Optional;

/**
 * What commands are read with.
 *
 * @param source the deployment's text
 * @param written files that the deployment itself holds, by name without folders
 * @param given files that were given beside it, by name without folders
 * @param engineVersion version whose flags the commands use, where it was said
 */
record AdapterInput(
    SourceText source,
    Map<String, String> written,
    Map<String, String> given,
    Optional<EngineVersion> engineVersion) {

  AdapterInput {
    written = Map.copyOf(written);
    given = Map.copyOf(given);
  }

  /** A file of either kind; one that was given wins. */
  Optional<String> file(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return Optional.ofNullable(given.getOrDefault(name, written.get(name)));
  }

  /** Whether a file was given beside the deployment. */
  boolean isGiven(String path) {
    return given.containsKey(path.substring(path.lastIndexOf('/') + 1));
  }
}

package io.servelab.artifact.adapt;

import java.util.List;
import java.util.Map;

/**
 * What was found in a text.
 *
 * @param commands commands of workers
 * @param files files that commands read, by name without folders
 * @param diagnostics what went wrong
 */
record FoundCommands(
    List<WorkerCommand> commands, Map<String, String> files, List<Diagnostic> diagnostics) {

  FoundCommands {
    commands = List.copyOf(commands);
    files = Map.copyOf(files);
    diagnostics = List.copyOf(diagnostics);
  }
}

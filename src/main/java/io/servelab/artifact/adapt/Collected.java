package io.servelab.artifact.adapt;

import io.servelab.artifact.plan.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is found while one text is read. */
final class Collected {

  private final SourceText source;
  private final List<WorkerCommand> commands = new ArrayList<>();
  private final Map<String, String> files = new HashMap<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  Collected(SourceText source) {
    this.source = source;
  }

  /** The text. */
  SourceText source() {
    return source;
  }

  void add(WorkerCommand command) {
    commands.add(command);
  }

  void addFile(String name, String text) {
    files.put(name, text);
  }

  void reject(String where, SourceText.Place place, String message) {
    diagnostics.add(Diagnostic.rejected(where, place, message));
  }

  void reject(String where, int line, String message) {
    reject(where, SourceText.Place.ofLine(line), message);
  }

  /** Everything; a pool that is called decode without one for prefill does both. */
  FoundCommands all() {
    boolean separate =
        commands.stream().anyMatch(command -> command.role().equals(Optional.of(Role.PREFILL)));
    return new FoundCommands(
        separate
            ? commands
            : commands.stream().map(command -> command.withRole(Optional.empty())).toList(),
        files,
        diagnostics);
  }
}

package io.servelab.artifact.adapt;

import io.servelab.artifact.plan.EngineVersion;
import io.servelab.artifact.plan.Releases;
import io.servelab.artifact.plan.Role;
import io.servelab.artifact.setting.KnownFlags;
import io.servelab.error.InvalidValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the flags of one command; what it does not understand is a diagnostic. */
final class CommandReader {

  private static final Pattern RELEASE_TAG = Pattern.compile("-runtime:(\\d+\\.\\d+\\.\\d+.*)$");
  private static final String MODE = "--disaggregation-mode";

  private final WorkerCommand command;
  private final AdapterInput input;
  private final List<Diagnostic> diagnostics;
  private final ReadValues values = new ReadValues();
  private String model = "";
  private Role role = Role.AGG;

  private CommandReader(WorkerCommand command, AdapterInput input, List<Diagnostic> diagnostics) {
    this.command = command;
    this.input = input;
    this.diagnostics = diagnostics;
  }

  /**
   * Reads a command.
   *
   * @param input what is known beside it
   * @param diagnostics takes what is found
   * @return the worker; nothing if it starts no engine
   */
  static Optional<ReadWorker> read(
      WorkerCommand command, AdapterInput input, List<Diagnostic> diagnostics) {
    Optional<EngineCommand> found = EngineCommand.find(command.words());
    if (found.isEmpty()) {
      diagnostics.add(
          Diagnostic.rejected(
              command.where(),
              command.line(),
              "it starts none of the engines vllm, sglang and trtllm."));
      return Optional.empty();
    }
    return Optional.of(new CommandReader(command, input, diagnostics).worker(found.get()));
  }

  private ReadWorker worker(EngineCommand found) {
    EngineVersion dynamo = dynamo();
    EngineVersion version =
        input
            .engineVersion()
            .orElseGet(() -> Releases.standard().engineVersion(found.engine(), dynamo));
    FlagMeanings meanings = new FlagMeanings(found.engine(), version, dynamo);
    GivenFlags given = GivenFlags.of(meanings, found.arguments());
    for (GivenFlag unknown : given.unknown()) {
      reject(
          unknown.name(),
          unknown.name()
              + " is not known to "
              + found.engine()
              + " "
              + version
              + "."
              + meanings.suggestion(unknown.name()));
    }
    positional(found, given.strays());
    for (GivenFlag flag : given.flags()) {
      apply(meanings, meanings.find(flag.name()).orElseThrow(), flag);
    }
    return new ReadWorker(command, found.engine(), role, model, values.understood());
  }

  private EngineVersion dynamo() {
    Matcher tag = RELEASE_TAG.matcher(command.image());
    try {
      return tag.find() ? new EngineVersion(tag.group(1)) : Releases.standard().usual();
    } catch (InvalidValueException unusual) {
      return Releases.standard().usual();
    }
  }

  private void positional(EngineCommand found, List<String> strays) {
    List<String> left = new ArrayList<>(strays);
    if (found.modelFirst() && !left.isEmpty()) {
      model = left.remove(0);
    }
    left.forEach(word -> reject(word, "'" + word + "' belongs to no flag."));
  }

  private void apply(FlagMeanings meanings, KnownFlags.Flag flag, GivenFlag given) {
    String name = given.name();
    if (!flag.isBare() && given.values().isEmpty()) {
      reject(name, name + " has no value.");
    } else if (flag.option().equals(MODE)) {
      disaggregation(given.values().get(0));
    } else if (name.equals("--is-prefill-worker") || name.equals("--is-decode-worker")) {
      role = name.contains("prefill") ? Role.PREFILL : Role.DECODE;
    } else if (meanings.namesModel(flag)) {
      model = given.values().get(0);
    } else if (meanings.namesFile(flag)) {
      file(meanings, name, given.values().get(0));
    } else {
      values
          .take(meanings, flag, name, given.values())
          .forEach(problem -> reject(given.written(), problem));
    }
  }

  private void disaggregation(String mode) {
    switch (mode) {
      case "prefill" -> role = Role.PREFILL;
      case "decode" -> role = Role.DECODE;
      case "agg", "null", "prefill_and_decode", "pd" -> role = Role.AGG;
      default -> reject(mode, "disaggregation mode " + mode + " is not modelled.");
    }
  }

  private void file(FlagMeanings meanings, String flag, String path) {
    Optional<String> text = input.file(path);
    if (text.isEmpty()) {
      reject(flag, "its settings stand in " + path + ", which was not given.");
      return;
    }
    boolean own = input.isGiven(path);
    EngineFileReader reader =
        new EngineFileReader(
            meanings,
            values,
            own ? path : command.where(),
            own ? new SourceText(text.get()) : input.source());
    diagnostics.addAll(reader.read(path, text.get()));
  }

  private void reject(String word, String message) {
    int line = input.source().line(word, command.line());
    diagnostics.add(
        Diagnostic.rejected(command.where(), line == 0 ? command.line() : line, message));
  }
}

package io.servelab.artifact.adapt;

import io.servelab.artifact.plan.EngineVersion;
import io.servelab.artifact.plan.Releases;
import io.servelab.artifact.plan.Role;
import io.servelab.artifact.setting.KnownFlags;
import io.servelab.error.InvalidValueException;
import io.servelab.model.ModelCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the flags of one command; what it does not understand is a diagnostic. */
final class CommandReader {

  private static final Pattern RELEASE_TAG = Pattern.compile("-runtime:(\\d+\\.\\d+\\.\\d+.*)$");

  /** Tags of the images that the engines' own developers publish. */
  private static final Pattern ENGINE_TAG =
      Pattern.compile("(?:vllm-openai|sglang|tensorrt-llm/release):v?(\\d+\\.\\d+[\\w.]*)");

  private static final String MODE = "--disaggregation-mode";
  private static final String TRANSFER = "--kv-transfer-config";
  private static final Set<String> SERVED_NAMES =
      Set.of("--served-model-name", "--served_model_name");

  private final WorkerCommand command;
  private final AdapterInput input;
  private final List<Diagnostic> diagnostics;
  private final ReadValues values = new ReadValues();
  private String model = "";
  private String servedName = "";
  private Optional<Role> role;

  private CommandReader(WorkerCommand command, AdapterInput input, List<Diagnostic> diagnostics) {
    this.command = command;
    this.input = input;
    this.diagnostics = diagnostics;
    this.role = command.role();
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
            .or(this::imageVersion)
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
    return new ReadWorker(
        command, found.engine(), role.orElse(Role.AGG), model(), values.understood());
  }

  /** The model; where its path says nothing, the one that it is served as. */
  private String model() {
    if (model.isEmpty() || ModelCatalog.contains(model) || !ModelCatalog.contains(servedName)) {
      return model;
    }
    diagnostics.add(
        Diagnostic.note(
            command.where(),
            command.line(),
            model + " is taken for what it is served as, " + servedName + "."));
    return servedName;
  }

  /** Version of the engine that its own image names. */
  private Optional<EngineVersion> imageVersion() {
    Matcher tag = ENGINE_TAG.matcher(command.image());
    return tag.find() ? Optional.of(new EngineVersion(tag.group(1))) : Optional.empty();
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
      take(name.contains("prefill") ? Role.PREFILL : Role.DECODE, name);
    } else if (meanings.namesModel(flag)) {
      model = given.values().get(0);
    } else if (SERVED_NAMES.contains(flag.option())) {
      servedName = given.values().get(0);
    } else if (meanings.namesFile(flag)) {
      file(meanings, name, given.values().get(0));
    } else {
      if (flag.option().equals(TRANSFER)) {
        transfer(given.values().get(0));
      }
      values
          .take(meanings, flag, name, given.values())
          .forEach(problem -> reject(given.written(), problem));
    }
  }

  private void disaggregation(String mode) {
    switch (mode) {
      case "prefill" -> take(Role.PREFILL, mode);
      case "decode" -> take(Role.DECODE, mode);
      case "agg", "null", "prefill_and_decode", "pd" -> take(Role.AGG, mode);
      default -> reject(mode, "disaggregation mode " + mode + " is not modelled.");
    }
  }

  /** vLLM's own servers tell their part by what they do with the KV cache. */
  private void transfer(String config) {
    if (config.contains("kv_producer")) {
      take(Role.PREFILL, "kv_producer");
    } else if (config.contains("kv_consumer")) {
      take(Role.DECODE, "kv_consumer");
    }
  }

  private void take(Role said, String word) {
    if (command.role().isPresent() && command.role().get() != said) {
      reject(word, "its flags say " + said + ", its pods " + command.role().get() + ".");
    }
    role = Optional.of(said);
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
    SourceText.Place place = input.source().find(word, command.line());
    diagnostics.add(
        Diagnostic.rejected(
            command.where(),
            place.line() == 0 ? SourceText.Place.ofLine(command.line()) : place,
            message));
  }
}

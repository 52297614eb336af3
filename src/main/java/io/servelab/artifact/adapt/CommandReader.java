package io.servelab.artifact.adapt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.servelab.artifact.plan.EngineVersion;
import io.servelab.artifact.plan.Parameter;
import io.servelab.artifact.plan.Releases;
import io.servelab.artifact.plan.Role;
import io.servelab.artifact.setting.KnownFlags;
import io.servelab.artifact.setting.ReadFlag;
import io.servelab.error.InvalidValueException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the flags of one command; what it does not understand is a diagnostic. */
final class CommandReader {

  private static final YAMLMapper MAPPER = new YAMLMapper();
  private static final Pattern RELEASE_TAG = Pattern.compile("-runtime:(\\d+\\.\\d+\\.\\d+.*)$");
  private static final Pattern FLAG = Pattern.compile("--|-[A-Za-z]"); // -1 is a value
  private static final String MODE = "--disaggregation-mode";

  private final WorkerCommand command;
  private final Map<String, String> files;
  private final Map<Parameter, Object> values = new EnumMap<>(Parameter.class);
  private final List<Diagnostic> diagnostics;
  private String model = "";
  private Role role = Role.AGG;

  private CommandReader(
      WorkerCommand command, Map<String, String> files, List<Diagnostic> diagnostics) {
    this.command = command;
    this.files = files;
    this.diagnostics = diagnostics;
  }

  /**
   * Reads a command.
   *
   * @param files files that it may read, by name
   * @param diagnostics takes what is found
   * @return the worker; nothing if it starts no engine
   */
  static Optional<ReadWorker> read(
      WorkerCommand command, Map<String, String> files, List<Diagnostic> diagnostics) {
    Optional<EngineCommand> found = EngineCommand.find(command.words());
    if (found.isEmpty()) {
      diagnostics.add(
          Diagnostic.rejected(
              command.where(), "it starts none of the engines vllm, sglang and trtllm."));
      return Optional.empty();
    }
    return Optional.of(new CommandReader(command, files, diagnostics).worker(found.get()));
  }

  private ReadWorker worker(EngineCommand found) {
    EngineVersion dynamo = dynamo();
    EngineVersion version = Releases.standard().engineVersion(found.engine(), dynamo);
    FlagMeanings meanings = new FlagMeanings(found.engine(), version, dynamo);
    List<String> words = found.arguments();
    int index = 0;
    while (index < words.size()) {
      String word = words.get(index++);
      if (!word.startsWith("-")) {
        positional(found, word);
        continue;
      }
      int equals = word.indexOf('=');
      String name = equals > 0 ? word.substring(0, equals) : word;
      List<String> given = new ArrayList<>();
      if (equals > 0) {
        given.add(word.substring(equals + 1));
      }
      Optional<KnownFlags.Flag> flag = meanings.find(name);
      if (flag.isEmpty()) {
        reject(name + " is not known.");
        index = skipValues(words, index);
        continue;
      }
      while (takesMore(flag.get(), given) && index < words.size() && !isFlag(words.get(index))) {
        given.add(words.get(index++));
      }
      apply(meanings, flag.get(), name, given);
    }
    return new ReadWorker(command, found.engine(), role, model, values);
  }

  private EngineVersion dynamo() {
    Matcher tag = RELEASE_TAG.matcher(command.image());
    try {
      return tag.find() ? new EngineVersion(tag.group(1)) : Releases.standard().usual();
    } catch (InvalidValueException unusual) {
      return Releases.standard().usual();
    }
  }

  private void positional(EngineCommand found, String word) {
    if (found.modelFirst() && model.isEmpty()) {
      model = word;
    } else {
      reject("'" + word + "' belongs to no flag.");
    }
  }

  private static boolean takesMore(KnownFlags.Flag flag, List<String> given) {
    return switch (flag.kind()) {
      case SWITCH, TOGGLE -> false;
      case VALUE -> given.isEmpty();
      case MANY, ANY -> true;
    };
  }

  private static boolean isFlag(String word) {
    return FLAG.matcher(word).lookingAt();
  }

  private static int skipValues(List<String> words, int index) {
    int next = index;
    while (next < words.size() && !isFlag(words.get(next))) {
      next++;
    }
    return next;
  }

  private void apply(FlagMeanings meanings, KnownFlags.Flag flag, String name, List<String> given) {
    if (!flag.isBare() && given.isEmpty()) {
      reject(name + " has no value.");
    } else if (flag.option().equals(MODE)) {
      disaggregation(given.get(0));
    } else if (name.equals("--is-prefill-worker") || name.equals("--is-decode-worker")) {
      role = name.contains("prefill") ? Role.PREFILL : Role.DECODE;
    } else if (meanings.namesModel(flag)) {
      model = given.get(0);
    } else if (meanings.namesFile(flag)) {
      file(meanings, given.get(0));
    } else if (!meanings.isHarmless(flag)) {
      read(meanings.read(flag, name, given), name, given);
    }
  }

  private void disaggregation(String mode) {
    switch (mode) {
      case "prefill" -> role = Role.PREFILL;
      case "decode" -> role = Role.DECODE;
      case "agg", "null", "prefill_and_decode", "pd" -> role = Role.AGG;
      default -> reject("disaggregation mode " + mode + " is not modelled.");
    }
  }

  private void read(List<ReadFlag> read, String name, List<String> given) {
    if (read.isEmpty()) {
      reject(name + " may matter and is not understood.");
    }
    for (ReadFlag flag : read) {
      Optional<Object> value = flag.value().flatMap(word -> canonical(flag.parameter(), word));
      value.ifPresent(understood -> values.put(flag.parameter(), understood));
      if (value.isEmpty()) {
        reject(name + " " + String.join(" ", given) + " is not understood.");
      }
    }
  }

  private static Optional<Object> canonical(Parameter parameter, Object word) {
    try {
      return Optional.of(parameter.canonical(word));
    } catch (InvalidValueException other) {
      return Optional.empty();
    }
  }

  private void file(FlagMeanings meanings, String path) {
    String text = files.get(path.substring(path.lastIndexOf('/') + 1));
    if (text == null) {
      reject("its settings stand in " + path + ", which was not given.");
      return;
    }
    try {
      entries(meanings, path, "", MAPPER.readTree(text));
    } catch (JsonProcessingException malformed) {
      reject(path + " is no YAML: " + malformed.getOriginalMessage());
    }
  }

  private void entries(FlagMeanings meanings, String file, String above, JsonNode section) {
    for (Map.Entry<String, JsonNode> entry : section.properties()) {
      String path = above.isEmpty() ? entry.getKey() : above + "." + entry.getKey();
      Optional<KnownFlags.Flag> flag = meanings.find(path);
      if (entry.getValue().isObject()) {
        entries(meanings, file, path, entry.getValue());
      } else if (flag.isEmpty()) {
        reject(path + " in " + file + " is not known.");
      } else if (!meanings.isHarmless(flag.get())) {
        List<String> given = List.of(entry.getValue().asText());
        read(meanings.read(flag.get(), path, given), path, given);
      }
    }
  }

  private void reject(String message) {
    diagnostics.add(Diagnostic.rejected(command.where(), message));
  }
}

package io.servelab.artifact.adapt;

import io.servelab.artifact.plan.Parameter;
import io.servelab.artifact.setting.KnownFlags;
import io.servelab.artifact.setting.ReadFlag;
import io.servelab.error.InvalidValueException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parameters that the flags of a worker set, the last word last. */
final class ReadValues {

  private final Map<Parameter, Object> values = new EnumMap<>(Parameter.class);

  /** Values in canonical form. */
  Map<Parameter, Object> understood() {
    return values;
  }

  /**
   * Takes a flag in.
   *
   * @return what about it may matter and is not understood
   */
  List<String> take(FlagMeanings meanings, KnownFlags.Flag flag, String name, List<String> words) {
    if (meanings.isHarmless(flag)) {
      return List.of();
    }
    List<ReadFlag> read = meanings.read(flag, name, words);
    List<String> problems = new ArrayList<>();
    for (String part : meanings.unexplained(flag, name, words, !read.isEmpty())) {
      problems.add(part + " may matter and is not understood.");
    }
    for (ReadFlag said : read) {
      Optional<Object> value = said.value().flatMap(word -> canonical(said.parameter(), word));
      value.ifPresent(understood -> values.put(said.parameter(), understood));
      if (value.isEmpty()) {
        problems.add(name + " " + String.join(" ", words) + " is not understood.");
      }
    }
    return problems;
  }

  private static Optional<Object> canonical(Parameter parameter, Object word) {
    try {
      return Optional.of(parameter.canonical(word));
    } catch (InvalidValueException other) {
      return Optional.empty();
    }
  }
}

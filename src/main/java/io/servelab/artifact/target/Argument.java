package io.servelab.artifact.target;

import io.servelab.artifact.setting.EngineFlag;
import java.util.ArrayList;
import java.util.List;

/**
 * A flag with its values, as words of a command.
 *
 * @param flag the flag with its leading hyphens
 * @param values its values; none for a bare flag
 * @param why why it is there
 */
record Argument(String flag, List<String> values, String why) {

  Argument {
    values = List.copyOf(values);
  }

  static Argument of(String flag, String value, String why) {
    return new Argument(flag, List.of(value), why);
  }

  static Argument of(EngineFlag flag) {
    return new Argument("--" + flag.name(), FlagWords.of(flag), flag.why());
  }

  static List<Argument> of(List<EngineFlag> flags) {
    return flags.stream().map(Argument::of).toList();
  }

  List<String> words() {
    List<String> words = new ArrayList<>();
    words.add(flag);
    words.addAll(values);
    return words;
  }

  static List<String> words(List<Argument> arguments) {
    return arguments.stream().flatMap(argument -> argument.words().stream()).toList();
  }
}

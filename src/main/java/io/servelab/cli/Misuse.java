package io.servelab.cli;

import io.servelab.error.InvalidValueException;
import io.servelab.error.UnknownNameException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Says what is wrong with a command line in the words of our other errors. */
final class Misuse {

  private static final Set<Class<?>> WHOLE = Set.of(Integer.class, Long.class, int.class);
  private static final Set<Class<?>> NUMBERS = Set.of(Double.class, double.class);

  private static final Pattern SECOND_GROUP =
      Pattern.compile("and .*=\\{(-[^=} ]+)[^{}]*}$", Pattern.DOTALL);

  private Misuse() {}

  /** The value, the reason, and the nearest valid names where a name is wrong. */
  static String message(ParameterException misuse) {
    CommandLine command = misuse.getCommandLine();
    List<String> unmatched = command.getUnmatchedArguments();
    if (!unmatched.isEmpty()) {
      return unmatched(command, unmatched.get(0));
    }
    if (misuse.getArgSpec() instanceof OptionSpec option && misuse.getValue() != null) {
      return wrongValue(option, misuse);
    }
    return repeated(misuse).orElseGet(() -> plain(misuse));
  }

  private static String plain(ParameterException misuse) {
    return misuse.getMessage().replaceFirst("^Error: ", "").replace("option option", "option");
  }

  /** Options of a group that are given again open a second group, of which the parser complains. */
  private static Optional<String> repeated(ParameterException misuse) {
    Matcher again = SECOND_GROUP.matcher(misuse.getMessage());
    if (!(misuse instanceof CommandLine.MaxValuesExceededException) || !again.find()) {
      return Optional.empty();
    }
    OptionSpec option = misuse.getCommandLine().getCommandSpec().findOption(again.group(1));
    return Optional.ofNullable(option).map(twice -> twice.names()[0] + " is given twice.");
  }

  private static String unmatched(CommandLine command, String text) {
    if (text.startsWith("-")) {
      String name = text.replaceFirst("=.*", "");
      Set<String> options = command.getCommandSpec().optionsMap().keySet();
      return UnknownNameException.of("option", name, options).getMessage();
    }
    Set<String> commands = command.getSubcommands().keySet();
    return commands.isEmpty()
        ? "Unexpected argument '" + text + "'."
        : UnknownNameException.of("command", text, commands).getMessage();
  }

  private static String wrongValue(OptionSpec option, ParameterException misuse) {
    if (WHOLE.stream().anyMatch(type -> hasType(option, type))) {
      return invalid(option, misuse, "expected a whole number.");
    }
    if (NUMBERS.stream().anyMatch(type -> hasType(option, type))) {
      return invalid(option, misuse, "expected a number.");
    }
    return plain(misuse);
  }

  private static String invalid(OptionSpec option, ParameterException misuse, String reason) {
    String name = option.names()[0];
    return InvalidValueException.of(name, misuse.getValue(), reason).getMessage();
  }

  private static boolean hasType(ArgSpec argument, Class<?> type) {
    return argument.type() == type || List.of(argument.auxiliaryTypes()).contains(type);
  }
}

package io.servelab.artifact.file;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words of a shell command, quoted so that the shell takes them as they are. */
public final class Shell {

  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private Shell() {}

  /** A word that the shell does not expand, whatever is in it. */
  public static String quote(String word) {
    return SAFE.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** Words of a command. */
  public static String join(List<String> words) {
    return words.stream().map(Shell::quote).collect(Collectors.joining(" "));
  }

  /**
   * Default value of a variable that the caller may set otherwise; both are taken as they are.
   *
   * @param variable name of the variable
   * @param value its value where the environment has none
   */
  public static String defaulted(String variable, String value) {
    return "export " + variable + "=\"${" + variable + ":-" + insideQuotes(value) + "}\"";
  }

  /** A text inside double quotes, with nothing left that the shell would expand. */
  private static String insideQuotes(String text) {
    return text.replaceAll("([\\\\\"$`}])", "\\\\$1");
  }
}

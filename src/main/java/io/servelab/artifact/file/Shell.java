package io.servelab.artifact.file;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words of a shell command, quoted so that the shell takes them as they are. */
public final class Shell {

  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./ -]*");

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
   * Exports a variable with a value that the caller's environment may replace.
   *
   * <p>Inside {@code ${...:-...}} the shell still reads quotes, so a value with any stands on a
   * line of its own.
   *
   * @param variable name of the variable
   * @param value its value where the environment has none, taken as it is
   */
  public static String defaulted(String variable, String value) {
    return PLAIN.matcher(value).matches()
        ? "export " + variable + "=\"${" + variable + ":-" + value + "}\""
        : "[ -n \"${"
            + variable
            + ":-}\" ] || "
            + variable
            + "="
            + quote(value)
            + "\nexport "
            + variable;
  }
}

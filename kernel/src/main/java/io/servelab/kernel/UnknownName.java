package io.servelab.kernel;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.Diag;

/**
 * A name in a snippet that means nothing to the compiler.
 *
 * @param text the name
 * @param start index of its first character in the snippet
 */
record UnknownName(String text, int start) {

  private static final Pattern SYMBOL = Pattern.compile("symbol:\\s+\\w+ (?<name>\\w+)");
  private static final Pattern DEPENDENCY = Pattern.compile("\\w+ (?<name>\\w+)");

  /** The name that a "cannot find symbol" is about, if the diagnostic is one. */
  static Optional<UnknownName> inDiagnostic(String source, Diag error) {
    return find(
        SYMBOL.matcher(error.getMessage(Locale.ENGLISH)), source, (int) error.getStartPosition());
  }

  /** The name that JShell says a declaration waits for, such as {@code method area(int)}. */
  static Optional<UnknownName> inDependency(String source, String dependency) {
    return find(DEPENDENCY.matcher(dependency), source, 0);
  }

  int end() {
    return start + text.length();
  }

  private static Optional<UnknownName> find(Matcher message, String source, int from) {
    if (!message.find()) {
      return Optional.empty();
    }
    String name = message.group("name");
    Matcher inSource = Pattern.compile("\\b" + name + "\\b").matcher(source);
    return inSource.find(Math.max(0, Math.min(source.length(), from)))
        ? Optional.of(new UnknownName(name, inSource.start()))
        : Optional.empty();
  }
}

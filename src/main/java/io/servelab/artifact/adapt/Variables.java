package io.servelab.artifact.adapt;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Variables whose values are written in a deployment. */
final class Variables {

  private static final Pattern USE =
      Pattern.compile("\\$\\((\\w+)\\)|\\$\\{(\\w+)(?::-([^}]*))?}|\\$(\\w+)");
  private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z_]\\w*)=(.*)");

  private final Map<String, String> values;

  Variables(Map<String, String> values) {
    this.values = new HashMap<>(values);
  }

  /** Takes an assignment in; anything else is left alone. */
  void assign(String word) {
    Matcher assignment = ASSIGNMENT.matcher(word);
    if (assignment.matches()) {
      String value = expanded(assignment.group(2), unknown -> {});
      if (USE.matcher(value).find() || value.contains("`")) {
        values.remove(assignment.group(1));
      } else {
        values.put(assignment.group(1), value);
      }
    }
  }

  /** Whether a word assigns a variable. */
  static boolean isAssignment(String word) {
    return ASSIGNMENT.matcher(word).matches();
  }

  /**
   * A word with values in place of variables.
   *
   * @param unknown is told every variable whose value is not written
   */
  String expanded(String word, Consumer<String> unknown) {
    Matcher use = USE.matcher(word);
    StringBuilder text = new StringBuilder();
    while (use.find()) {
      String name = name(use);
      String value = values.getOrDefault(name, use.group(3));
      if (value == null) {
        unknown.accept(name);
      }
      use.appendReplacement(text, Matcher.quoteReplacement(value == null ? use.group() : value));
    }
    return use.appendTail(text).toString();
  }

  private static String name(Matcher use) {
    for (int group : new int[] {1, 2, 4}) {
      if (use.group(group) != null) {
        return use.group(group);
      }
    }
    throw new IllegalStateException(use.group());
  }
}

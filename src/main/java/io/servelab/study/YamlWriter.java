package io.servelab.study;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes values so that {@link YamlReader} reads the same ones: sections as blocks, lists inline.
 */
final class YamlWriter {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_./-]*");
  private static final Set<String> TAKEN =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

  private final StringBuilder text = new StringBuilder();

  /** Adds a line that readers ignore. */
  YamlWriter comment(String line) {
    text.append("# ").append(line).append('\n');
    return this;
  }

  /** Adds the entries of a mapping, each as a block. */
  YamlWriter entries(Map<String, ?> values) {
    return entries(values, 0);
  }

  private YamlWriter entries(Map<?, ?> values, int indent) {
    values.forEach(
        (key, value) -> {
          text.append(" ".repeat(indent)).append(word(key.toString())).append(':');
          if (value instanceof Map<?, ?> section && !section.isEmpty()) {
            text.append('\n');
            entries(section, indent + 2);
          } else {
            text.append(' ').append(inline(value)).append('\n');
          }
        });
    return this;
  }

  /** Begins a list, whose items follow. */
  YamlWriter list(String name) {
    text.append(name).append(":\n");
    return this;
  }

  /** Adds an item of a list: a text, or a mapping with further lines below it. */
  YamlWriter item(Object value) {
    if (value instanceof Map<?, ?> section) {
      int start = text.length();
      entries(section, 4);
      text.replace(start, start + 4, "  - ");
    } else {
      text.append("  - ").append(inline(value)).append('\n');
    }
    return this;
  }

  private static String inline(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> word(entry.getKey().toString()) + ": " + inline(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof Iterable<?> items) {
      StringBuilder list = new StringBuilder();
      items.forEach(item -> list.append(list.isEmpty() ? "" : ", ").append(inline(item)));
      return "[" + list + "]";
    }
    if (value instanceof Double number) {
      return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
    }
    if (value == Unset.UNSET) {
      return "null";
    }
    return value instanceof String word ? word(word) : value.toString();
  }

  private static String word(String word) {
    boolean plain = PLAIN.matcher(word).matches() && !TAKEN.contains(word.toLowerCase(Locale.ROOT));
    return plain ? word : quoted(word);
  }

  private static String quoted(String word) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int at = 0; at < word.length(); at++) {
      char next = word.charAt(at);
      if (next == '"' || next == '\\') {
        quoted.append('\\').append(next);
      } else if (next >= ' ' && next <= '~') {
        quoted.append(next);
      } else {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) next));
      }
    }
    return quoted.append('"').toString();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}

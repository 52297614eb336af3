package io.servelab.artifact.adapt;

import io.servelab.artifact.file.ShellCommand;
import io.servelab.artifact.file.ShellWords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the commands of a shell script that start engines, without running anything. Assignments of
 * plain values and arrays and files that the script writes are understood; loops and conditions are
 * not.
 */
final class ScriptReader {

  private static final Pattern HERE_DOCUMENT =
      Pattern.compile("(?ms)^\\s*cat\\s*>\\s*(\\S+)\\s*<<\\s*'?(\\w+)'?\\n(.*?)^\\2$");
  private static final Set<String> OPENING =
      Set.of("for", "while", "until", "if", "case", "function", "{", "(");
  private static final Set<String> CLOSING = Set.of("done", "fi", "esac", "}", ")");

  private final String where;
  private final Variables variables;
  private final List<ShellCommand> starts = new ArrayList<>();
  private final Map<String, String> files = new HashMap<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Arrays arrays = new Arrays();
  private int depth;

  private ScriptReader(String where, Variables variables) {
    this.where = where;
    this.variables = variables;
  }

  /**
   * Reads a script.
   *
   * @param where where the script stands
   * @param variables values that are known before it runs
   * @throws io.servelab.error.InvalidValueException if a quote is not closed
   */
  static ScriptReader read(String script, String where, Variables variables) {
    ScriptReader reader = new ScriptReader(where, variables);
    ShellWords.commands(reader.withoutFiles(script)).forEach(reader::command);
    return reader;
  }

  /** Commands that start engines, variables replaced. */
  List<ShellCommand> starts() {
    return starts;
  }

  /** Files that the script writes, by name without folders. */
  Map<String, String> files() {
    return files;
  }

  /** What cannot be told without running the script. */
  List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /** The script with blank lines where it writes files. */
  private String withoutFiles(String script) {
    Matcher written = HERE_DOCUMENT.matcher(script);
    while (written.find()) {
      String path = written.group(1);
      files.put(path.substring(path.lastIndexOf('/') + 1), written.group(3));
    }
    return HERE_DOCUMENT.matcher(script).replaceAll(ScriptReader::blank);
  }

  private static String blank(MatchResult written) {
    return "\n".repeat((int) written.group().chars().filter(next -> next == '\n').count());
  }

  private void command(ShellCommand command) {
    List<String> words = command.words();
    if (arrays.take(words)) {
      return;
    }
    String first = words.get(0);
    boolean opens = OPENING.contains(first) || words.get(words.size() - 1).equals("{");
    if (opens) {
      depth++;
    } else if (CLOSING.contains(first)) {
      depth = Math.max(0, depth - 1);
    }
    if (EngineCommand.find(words).isPresent()) {
      start(command);
    } else {
      assignments(words).forEach(variables::assign);
    }
  }

  private static List<String> assignments(List<String> words) {
    List<String> rest = words.get(0).equals("export") ? words.subList(1, words.size()) : words;
    return rest.stream().allMatch(Variables::isAssignment) ? rest : List.of();
  }

  private void start(ShellCommand command) {
    if (depth > 0) {
      reject(
          command,
          "an engine starts inside a loop, a condition or a function; write its command out.");
    }
    List<String> words =
        arrays.expanded(command.words()).stream()
            .map(
                word ->
                    variables.expanded(
                        word,
                        unknown ->
                            reject(
                                command, "the value of variable " + unknown + " is not written.")))
            .toList();
    starts.add(new ShellCommand(words, command.line()));
  }

  private void reject(ShellCommand command, String message) {
    diagnostics.add(Diagnostic.rejected(where, command.line(), message));
  }
}

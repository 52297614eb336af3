package io.servelab.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dflib.jjava.jupyter.kernel.magic.MagicParser;
import org.dflib.jjava.jupyter.kernel.magic.MagicTranspiler;

/**
 * Turns the magics of a cell into Java calls: {@code %load file} and {@code x = %time f()} by line,
 * {@code %%time} for a whole cell. A percent sign in a comment, a string or a text block is left
 * alone, and every line keeps its number.
 */
final class MagicSource extends MagicParser {

  private static final Pattern LINE =
      Pattern.compile("(?:^|=)[ \\t]*(?<magic>%(?<call>\\w[^\\n]*))", Pattern.MULTILINE);
  private static final Pattern CELL =
      Pattern.compile("\\A%%(?<call>\\w[^\\n]*)(?:\\R(?<body>.*))?\\z", Pattern.DOTALL);
  private static final Pattern TIME = Pattern.compile("time\\s+(?<expression>.*?)[;\\s]*");
  private static final Pattern WORD = Pattern.compile("\"((?:\\\\.|[^\"\\\\])*)\"|\\S+");
  private static final String CALLS = NotebookMagics.class.getName();

  MagicSource() {
    super("%", "%%", new MagicTranspiler());
  }

  /** Splits at white space; text in double quotes stays together. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      words.add(word.group(1) == null ? word.group() : word.group(1).replaceAll("\\\\(.)", "$1"));
    }
    return words;
  }

  /** The cell as Java. */
  @Override
  public String resolveMagics(String cell) {
    Matcher wholeCell = CELL.matcher(cell.stripLeading());
    if (wholeCell.matches()) {
      String body = wholeCell.group("body");
      return "%s.cell(%s, %s);"
          .formatted(CALLS, literal(body == null ? "" : body), arguments(wholeCell.group("call")));
    }
    return replaceLines(cell, MagicSource::lineCall);
  }

  /**
   * The cell with its line magics blanked out, each character where it was. The expression of a
   * {@code %time} stays.
   */
  static String withoutMagics(String cell) {
    return replaceLines(
        cell,
        call -> {
          Matcher time = TIME.matcher(call);
          int kept = time.matches() ? time.start("expression") : call.length();
          return " ".repeat(1 + kept) + call.substring(kept);
        });
  }

  private static String replaceLines(String cell, UnaryOperator<String> replacement) {
    if (cell.indexOf('%') < 0) {
      return cell;
    }
    JavaText text = new JavaText(cell);
    return LINE.matcher(cell)
        .replaceAll(
            match -> {
              int magic = match.start(1);
              String before = cell.substring(match.start(), magic);
              return Matcher.quoteReplacement(
                  text.isCode(magic) ? before + replacement.apply(match.group(2)) : match.group());
            });
  }

  private static String lineCall(String call) {
    Matcher time = TIME.matcher(call);
    return time.matches()
        ? "%s.timed(() -> %s);".formatted(CALLS, time.group("expression"))
        : "%s.line(%s);".formatted(CALLS, arguments(call));
  }

  private static String arguments(String call) {
    return words(call).stream().map(MagicSource::literal).collect(Collectors.joining(", "));
  }

  private static String literal(String text) {
    String escaped =
        text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\r", "\\r").replace("\n", "\\n");
    return '"' + escaped + '"';
  }
}

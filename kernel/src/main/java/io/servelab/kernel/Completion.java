package io.servelab.kernel;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;

/** What the Tab key offers at a place in a cell. */
final class Completion {

  private static final Pattern MAGIC =
      Pattern.compile("(?:^|\\n|=)[ \\t]*(?<sign>%%?)(?<start>\\w*)\\z");

  /** Methods that every object has: true matches, but hardly what is looked for. */
  private static final Set<String> OF_EVERY_OBJECT =
      Set.of(
          "equals(", "getClass()", "hashCode()", "notify()", "notifyAll()", "toString()", "wait(");

  private final SourceCodeAnalysis analysis;
  private final MagicsRegistry magics;

  Completion(SourceCodeAnalysis analysis, MagicsRegistry magics) {
    this.analysis = analysis;
    this.magics = magics;
  }

  /** The possible continuations at the cursor, the likely ones first. */
  ReplacementOptions at(String cell, int cursor) {
    String before = cell.substring(0, cursor);
    Matcher magic = MAGIC.matcher(before);
    if (magic.find()) {
      return ofMagics(magic, cursor);
    }
    String java = MagicSource.withoutMagics(before);
    // The whole text first: names declared higher up in the same cell are then known.
    ReplacementOptions whole = ofJava(java, 0);
    return whole.getReplacements().isEmpty()
        ? ofJava(lastPiece(java), java.length() - lastPiece(java).length())
        : whole;
  }

  private ReplacementOptions ofMagics(Matcher magic, int cursor) {
    Set<String> names =
        magic.group("sign").equals("%") ? magics.getLineMagicNames() : magics.getCellMagicNames();
    List<String> matches =
        NotebookMagics.offered(names).stream()
            .filter(name -> name.startsWith(magic.group("start")))
            .toList();
    return new ReplacementOptions(matches, magic.start("start"), cursor);
  }

  private ReplacementOptions ofJava(String java, int offset) {
    int[] anchor = {0};
    List<Suggestion> suggestions = analysis.completionSuggestions(java, java.length(), anchor);
    Stream<String> likelyFirst =
        suggestions.stream()
            .sorted(
                Comparator.comparing((Suggestion s) -> isUnlikely(s.continuation()))
                    .thenComparing(s -> !s.matchesType()))
            .map(Suggestion::continuation)
            .distinct();
    return new ReplacementOptions(likelyFirst.toList(), offset + anchor[0], offset + java.length());
  }

  /** Methods of every object, and the names that JShell gives to results without one. */
  private static boolean isUnlikely(String continuation) {
    return continuation.startsWith("$") || OF_EVERY_OBJECT.contains(continuation);
  }

  private String lastPiece(String java) {
    String rest = java;
    while (true) {
      CompletionInfo piece = analysis.analyzeCompletion(rest);
      if (!piece.completeness().isComplete() || piece.remaining().isBlank()) {
        return rest;
      }
      rest = piece.remaining();
    }
  }
}

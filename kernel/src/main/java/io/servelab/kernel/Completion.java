package io.servelab.kernel;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

  /** A method as JShell describes it, such as {@code Study Study.rules(String name)}. */
  private static final Pattern SIGNATURE = Pattern.compile("(\\w+\\.\\w+)\\(");

  /** Methods that every object has: true matches, but hardly what is looked for. */
  private static final Set<String> OF_EVERY_OBJECT =
      Set.of(
          "equals(", "getClass()", "hashCode()", "notify()", "notifyAll()", "toString()", "wait(");

  private final SourceCodeAnalysis analysis;
  private final MagicsRegistry magics;
  private final LibraryWords words;

  Completion(SourceCodeAnalysis analysis, MagicsRegistry magics, LibraryWords words) {
    this.analysis = analysis;
    this.magics = magics;
    this.words = words;
  }

  /** The possible continuations at the cursor, the likely ones first. */
  ReplacementOptions at(String cell, int cursor) {
    String before = cell.substring(0, cursor);
    Matcher magic = MAGIC.matcher(before);
    if (magic.find()) {
      return ofMagics(magic, cursor);
    }
    String java = MagicSource.withoutMagics(before);
    if (new JavaText(java).openString() >= 0) {
      return inString(java);
    }
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

  /** Words of libraries only: names of classes and variables mean nothing in a string. */
  private ReplacementOptions inString(String java) {
    return StringPlace.atEndOf(java)
        .map(
            place ->
                new ReplacementOptions(
                    matching(place), java.length() - place.typed().length(), java.length()))
        .orElseGet(() -> new ReplacementOptions(List.of(), java.length(), java.length()));
  }

  private List<String> matching(StringPlace place) {
    List<String> known =
        calledMethods(place.call()).stream()
            .flatMap(method -> words.of(method, place).stream())
            .distinct()
            .toList();
    String typed = place.typed().toLowerCase(Locale.ROOT);
    List<String> begun =
        known.stream().filter(word -> word.toLowerCase(Locale.ROOT).startsWith(typed)).toList();
    return begun.isEmpty()
        ? known.stream().filter(word -> word.toLowerCase(Locale.ROOT).contains(typed)).toList()
        : begun;
  }

  /** Class and name of the methods that a call may mean, such as {@code Study.with}. */
  private Set<String> calledMethods(String call) {
    Set<String> methods = methodsIn(call);
    return methods.isEmpty() ? methodsIn(lastPiece(call)) : methods;
  }

  private Set<String> methodsIn(String call) {
    return analysis.documentation(call, call.length(), false).stream()
        .map(documentation -> SIGNATURE.matcher(documentation.signature()))
        .filter(Matcher::find)
        .map(signature -> signature.group(1))
        .collect(Collectors.toSet());
  }

  private ReplacementOptions ofJava(String java, int offset) {
    int[] anchor = {0};
    List<Suggestion> suggestions = analysis.completionSuggestions(java, java.length(), anchor);
    if (anchor[0] == java.length() && !java.stripTrailing().endsWith(".")) {
      suggestions = onlyFitting(suggestions);
    }
    Stream<String> likelyFirst =
        suggestions.stream()
            .sorted(
                Comparator.comparing((Suggestion s) -> isUnlikely(s.continuation()))
                    .thenComparing(s -> !s.matchesType()))
            .map(Suggestion::continuation)
            .distinct();
    return new ReplacementOptions(likelyFirst.toList(), offset + anchor[0], offset + java.length());
  }

  /** Where nothing is typed yet, what has the type that is asked for, if anything has. */
  private static List<Suggestion> onlyFitting(List<Suggestion> suggestions) {
    List<Suggestion> fitting = suggestions.stream().filter(Suggestion::matchesType).toList();
    return fitting.isEmpty() ? suggestions : fitting;
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

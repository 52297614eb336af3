package io.servelab.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import jdk.jshell.JShellException;

/**
 * Words exceptions that cells throw: the real class and message first, then the line of the cell,
 * then the way there. Frames of the kernel, of JShell and of reflection are left out: they are the
 * same every time and say nothing about the mistake. So are those of a library whose {@linkplain
 * PlainErrors message says everything}.
 */
final class ThrownReports {

  private static final int MAX_FRAMES = 8;
  private static final int MAX_CAUSES = 4;
  private static final List<String> MACHINERY =
      List.of(
          "io.servelab.kernel.",
          "org.dflib.jjava.jupyter.",
          "jdk.jshell.",
          "jdk.internal.reflect.",
          "java.lang.reflect.",
          "java.lang.invoke.",
          "java.lang.Thread.run");

  /** The class that JShell wraps a snippet into; it turns up in messages about null values. */
  private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$\\w+\\.");

  private static final Pattern NULL = Pattern.compile("\\bnull\\b");

  private final SnippetPlaces places;

  ThrownReports(SnippetPlaces places) {
    this.places = places;
  }

  /**
   * The report of an exception.
   *
   * @param thrown what was thrown
   * @param translated JShell's view of it, whose stack names snippets; null if it was not thrown by
   *     a snippet
   */
  ErrorReport of(Throwable thrown, JShellException translated) {
    if (thrown instanceof CellException nested) {
      return nested.report();
    }
    StackTraceElement[] frames =
        translated == null ? thrown.getStackTrace() : translated.getStackTrace();
    Optional<SnippetPlaces.Place> place =
        Arrays.stream(frames).flatMap(frame -> places.of(frame).stream()).findFirst();
    Optional<String> refuser =
        thrown instanceof NullPointerException ? refuser(frames, place) : Optional.empty();
    String message =
        refuser
            .map(method -> method + " was given null and needs a value")
            .orElseGet(() -> message(thrown));
    List<String> lines = new ArrayList<>();
    lines.add(ErrorReport.headline(name(thrown), message));
    place.ifPresent(
        at -> lines.add("in " + at + ": " + ErrorReport.emphasised(at.source().line(at.line()))));
    List<String> way =
        way(refuser.isPresent() || PlainErrors.contain(thrown) ? ofCells(frames) : frames);
    if (!way.isEmpty() && place.map(Object::toString).equals(Optional.of(way.get(0)))) {
      way.remove(0);
    }
    way.stream().limit(MAX_FRAMES).forEach(frame -> lines.add("    at " + frame));
    if (way.size() > MAX_FRAMES) {
      lines.add("    ... " + (way.size() - MAX_FRAMES) + " more");
    }
    addCauses(lines, thrown);
    return new ErrorReport(name(thrown), message, lines);
  }

  /** The method of a library that a line of a cell calls, if the line says {@code null}. */
  private static Optional<String> refuser(
      StackTraceElement[] frames, Optional<SnippetPlaces.Place> place) {
    if (place.filter(at -> NULL.matcher(at.source().line(at.line())).find()).isEmpty()) {
      return Optional.empty();
    }
    return Arrays.stream(frames)
        .takeWhile(frame -> !SnippetPlaces.isSnippet(frame))
        .filter(frame -> !isMachinery(frame))
        .reduce((inner, outer) -> outer)
        .map(frame -> frame.getClassName().replaceAll(".*[.$]", "") + "." + frame.getMethodName());
  }

  private static String name(Throwable thrown) {
    String simple = thrown.getClass().getSimpleName();
    return simple.isEmpty() ? thrown.getClass().getName() : simple;
  }

  private static String message(Throwable thrown) {
    String message = thrown.getLocalizedMessage();
    if (message != null && !message.isBlank()) {
      return WRAPPER.matcher(message).replaceAll("");
    }
    if (thrown instanceof StackOverflowError) {
      return "the calls are nested too deep; is there a recursion without an end?";
    }
    if (thrown instanceof OutOfMemoryError) {
      return "the kernel's memory is used up; restart it with a larger -Xmx in JDK_JAVA_OPTIONS";
    }
    return "no message";
  }

  private static StackTraceElement[] ofCells(StackTraceElement[] frames) {
    return Arrays.stream(frames).filter(SnippetPlaces::isSnippet).toArray(StackTraceElement[]::new);
  }

  /** The frames down to the first that is the kernel's, repetitions drawn together. */
  private List<String> way(StackTraceElement[] frames) {
    List<String> way = new ArrayList<>();
    String last = "";
    int times = 0;
    for (StackTraceElement frame : frames) {
      if (SnippetPlaces.isSnippet(frame)) {
        if (places.of(frame).isEmpty()) {
          // The snippet that still runs, around a nested evaluation.
          continue;
        }
      } else {
        if (frame.getClassName().startsWith("REPL.")) {
          break;
        }
        if (isMachinery(frame)) {
          continue;
        }
      }
      String text = text(frame);
      times = text.equals(last) ? times + 1 : 1;
      if (times > 1) {
        way.set(way.size() - 1, text + ", " + times + " times");
      } else {
        way.add(text);
      }
      last = text;
    }
    return way;
  }

  private static void addCauses(List<String> lines, Throwable thrown) {
    Throwable cause = thrown.getCause();
    for (int i = 0; cause != null && i < MAX_CAUSES; i++, cause = cause.getCause()) {
      lines.add("caused by " + ErrorReport.headline(name(cause), message(cause)));
      Arrays.stream(cause.getStackTrace())
          .findFirst()
          .filter(frame -> !isMachinery(frame) && !frame.getClassName().startsWith("REPL."))
          .ifPresent(frame -> lines.add("    at " + libraryFrame(frame)));
    }
  }

  private static boolean isMachinery(StackTraceElement frame) {
    String method = frame.getClassName() + "." + frame.getMethodName();
    return MACHINERY.stream().anyMatch(method::startsWith);
  }

  private String text(StackTraceElement frame) {
    return places
        .of(frame)
        .map(place -> place + cellMethod(frame))
        .orElseGet(() -> libraryFrame(frame));
  }

  private static String cellMethod(StackTraceElement frame) {
    String method = frame.getMethodName();
    return method.isEmpty() || method.startsWith("lambda$") ? "" : " (" + method + ")";
  }

  private static String libraryFrame(StackTraceElement frame) {
    String place =
        frame.getLineNumber() > 0
            ? frame.getFileName() + ":" + frame.getLineNumber()
            : frame.getFileName();
    return frame.getClassName() + "." + frame.getMethodName() + "(" + place + ")";
  }
}

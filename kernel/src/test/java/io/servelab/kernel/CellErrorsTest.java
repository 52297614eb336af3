package io.servelab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CellErrorsTest {

  private JavaSession session;
  private int cells;

  @BeforeAll
  void start() {
    session = new JavaSession(new MagicSource(), List.of(), Duration.ZERO);
    NotebookImports.defaults().forEach(line -> session.evaluate(new CellSource("import", line)));
  }

  @AfterAll
  void end() {
    session.close();
  }

  private CellException failure(String cell) {
    cells++;
    return assertThrows(
        CellException.class, () -> session.evaluate(CellSource.ofCell(cells, cell)));
  }

  private static String traceback(CellException failure) {
    return String.join("\n", failure.report().traceback()).replaceAll("\033\\[[0-9;]*m", "");
  }

  @Test
  void exceptionKeepsItsClassMessageAndIdentity() {
    CellException failure = failure("throw new IllegalStateException(\"as asked\");");
    assertEquals("IllegalStateException", failure.report().name());
    assertEquals("as asked", failure.report().message());
    assertInstanceOf(IllegalStateException.class, failure.getCause());
  }

  @Test
  void lineInTheCellIsNamedEvenBelowCommentsAndBlankLines() {
    String shown = traceback(failure("// a comment\n\nint one = 1;\n\nint none = one / 0;"));
    assertTrue(shown.contains("cell [" + cells + "], line 5: int none = one / 0;"), shown);
  }

  @Test
  void anErrorThatItsLibraryCallsPlainComesWithoutTheLinesOfTheLibrary() {
    session.evaluate(
        CellSource.ofCell(
            80, "int refuse() { return sample.library.Refusing.refuse(\"no such name\"); }"));
    String shown = traceback(failure("refuse()"));
    assertEquals(
        "RefusedName: no such name\nin cell [80], line 1: "
            + "int refuse() { return sample.library.Refusing.refuse(\"no such name\"); }\n"
            + "    at cell [80], line 1 (refuse)\n"
            + "    at cell ["
            + cells
            + "], line 1",
        shown);
  }

  @Test
  void whoWritesNullIsToldWhichMethodNeedsAValue() {
    String shown = traceback(failure("String.join(null, \"a\")"));
    assertEquals(
        "NullPointerException: String.join was given null and needs a value\nin cell ["
            + cells
            + "], line 1: String.join(null, \"a\")",
        shown);
    String other =
        traceback(failure("String absent = System.getProperty(\"absent\"); absent.length()"));
    assertTrue(other.contains("because \"absent\" is null"), other);
  }

  @Test
  void methodOfAnEarlierCellIsNamedWithItsCell() {
    session.evaluate(CellSource.ofCell(90, "int half(int n) {\n  return 1 / (n - n);\n}"));
    String shown = traceback(failure("half(4)"));
    assertTrue(shown.contains("in cell [90], line 2: return 1 / (n - n);"), shown);
    assertTrue(shown.contains("at cell [90], line 2 (half)"), shown);
    assertTrue(shown.contains("at cell [" + cells + "], line 1"), shown);
  }

  @Test
  void machineryIsNotShown() {
    String shown = traceback(failure("List.of(1, 2).get(7)"));
    assertTrue(shown.contains("java.util.ImmutableCollections"), shown);
    for (String machinery : List.of("REPL", "jdk.jshell", "reflect", "io.servelab.kernel")) {
      assertFalse(shown.contains(machinery), shown);
    }
  }

  @Test
  void recursionIsDrawnTogether() {
    String shown = traceback(failure("int down(int n) { return down(n + 1) + 1; }\ndown(0)"));
    assertTrue(shown.matches("(?s).*\\(down\\), \\d+ times.*"), shown);
    assertTrue(shown.contains("recursion"), shown);
  }

  @Test
  void hiddenClassOfVariablesStaysHidden() {
    CellException failure = failure("String absent = null; absent.length()");
    assertTrue(failure.report().message().endsWith("because \"absent\" is null"));
  }

  @Test
  void causeIsNamed() {
    String shown =
        traceback(failure("throw new RuntimeException(\"outer\", new Exception(\"inner\"));"));
    assertTrue(shown.contains("caused by Exception: inner"), shown);
  }

  @Test
  void unknownNameIsMarkedAndNearOnesAreOffered() {
    CellException failure = failure("\"abc\".lenght()");
    String shown = traceback(failure);
    assertEquals("CompilationException", failure.report().name());
    assertTrue(failure.report().message().startsWith("cannot find method lenght()"));
    assertTrue(shown.contains("\"abc\".lenght()\n          ^^^^^^"), shown);
    assertTrue(shown.contains("Maybe: length"), shown);
  }

  @Test
  void onlyTheNearestNamesAreOffered() {
    String shown = traceback(failure("Maths.sqrt(3)"));
    assertTrue(shown.endsWith("Maybe: Math, Paths"), shown);
  }

  @Test
  void compileErrorNamesTheLineOfTheCell() {
    String shown = traceback(failure("int ok = 1;\n\nint wrong = \"text\";"));
    assertTrue(shown.contains("incompatible types"), shown);
    assertTrue(shown.contains("in cell [" + cells + "], line 3"), shown);
  }

  @Test
  void declarationThatStaysIncompleteIsAnError() {
    CellException failure = failure("int size() {\n  return rowz.size();\n}");
    assertEquals("size needs variable rowz, not defined yet", failure.report().message());
    assertTrue(traceback(failure).contains("line 2"), traceback(failure));
  }

  @Test
  void callOfSomethingIncompleteSaysWhatIsMissing() {
    failure("int total() { return part(); }");
    assertEquals(
        "total cannot be used before method part() is defined",
        failure("total()").report().message());
  }

  @Test
  void openBracketIsIncompleteInput() {
    assertEquals("IncompleteInput", failure("Math.max(1, 2").report().name());
  }

  @Test
  void exitIsRefusedAlsoInALambda() {
    assertTrue(failure("System.exit(3);").report().message().contains("refused"));
    assertTrue(failure("Runnable r = () -> System.exit(4); r.run();").getMessage().contains("(4)"));
    assertTrue(
        failure("IntConsumer c = System::exit; c.accept(5);").report().message().contains("(5)"));
  }

  @Test
  void failureOfANestedEvaluationIsReportedAsItself() {
    ErrorReport nested = failure("int unfinished = ;").report();
    assertEquals(nested, session.report(new CellException(nested)));
  }
}

package io.servelab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CellEvaluatorTest {

  private JavaSession session;

  @BeforeAll
  void start() {
    session = new JavaSession(new MagicSource(), List.of(), Duration.ZERO);
    NotebookImports.defaults().forEach(this::value);
  }

  @AfterAll
  void end() {
    session.close();
  }

  private Object value(String cell) {
    return session.evaluate(CellSource.ofCell(1, cell));
  }

  @Test
  void lastExpressionIsTheValue() {
    assertEquals(7, value("int three = 3;\nthree + 4"));
  }

  @Test
  void valueIsTheLiveObjectAndNotItsText() {
    Object list = value("var shared = new ArrayList<Integer>(); shared");
    value("shared.add(5);");
    assertEquals(List.of(5), list);
  }

  @Test
  void declarationsAndAssignmentsShowNothing() {
    assertNull(value("int silent = 3;"));
    assertNull(value("silent = 4"));
    assertNull(value("int first = 1, second = 2;"));
  }

  @Test
  void commentsAndBlankCellsShowNothing() {
    assertNull(value(""));
    assertNull(value("// nothing here\n/* nor here */"));
  }

  @Test
  void sealedFamilyFitsInOneCell() {
    Object shape =
        value(
            """
            sealed interface Shape permits Disc, Box {}
            record Disc(double radius) implements Shape {}
            record Box(double side) implements Shape {}
            Shape shape = new Disc(2);
            shape
            """);
    assertEquals("Disc[radius=2.0]", shape.toString());
  }

  @Test
  void methodsMayCallOnesFurtherDown() {
    assertEquals(
        "done",
        value("String early() { return late(); }\nString late() { return \"done\"; }\nearly()"));
  }

  @Test
  void nestedEvaluationSeesTheSameVariables() {
    value("int outer = 20;");
    assertEquals(21, session.evaluate(new CellSource("eval", "outer + 1")));
  }

  @Test
  void valueWithoutTextDoesNotDisturb() {
    value("var mute = new Object() { public String toString() { return null; } };");
    assertEquals("null", ValueText.of(value("mute")));
  }

  @Test
  void redefinedRecordReplacesTheOldOne() {
    value("record Row(int a) {}");
    assertEquals("Row[a=1, b=2]", value("record Row(int a, int b) {}\nnew Row(1, 2)").toString());
  }
}

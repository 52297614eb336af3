package io.servelab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class MagicSourceTest {

  private static final String CALLS = "io.servelab.kernel.NotebookMagics.";

  private final MagicSource magics = new MagicSource();

  @Test
  void lineMagicBecomesACallOnTheSameLine() {
    assertEquals(
        "int x = 1;\n" + CALLS + "line(\"load\", \"a b.jsh\");\nx",
        magics.resolveMagics("int x = 1;\n%load \"a b.jsh\"\nx"));
  }

  @Test
  void timedExpressionStaysTyped() {
    assertEquals(
        "double d = " + CALLS + "timed(() -> f(\"a  b\"));",
        magics.resolveMagics("double d = %time f(\"a  b\");"));
  }

  @Test
  void cellMagicTakesTheWholeCell() {
    assertEquals(
        CALLS + "cell(\"say(\\\"hi\\\");\\n1\", \"time\");",
        magics.resolveMagics("%%time\nsay(\"hi\");\n1"));
  }

  @Test
  void percentInTextAndCommentsIsLeftAlone() {
    String cell = "String s = \"\"\"\n%load x\n\"\"\";\n// a\n/*\n%time y\n*/\nint r = 7\n  % 4;";
    assertEquals(cell, magics.resolveMagics(cell));
  }

  @Test
  void remainderIsLeftAlone() {
    assertEquals("int r = 7 %four;", magics.resolveMagics("int r = 7 %four;"));
  }

  @Test
  void blankedMagicsKeepEveryPosition() {
    assertEquals("          \nfoo", MagicSource.withoutMagics("%load a.js\nfoo"));
    assertEquals("      foo.b", MagicSource.withoutMagics("%time foo.b"));
  }

  @Test
  void wordsRespectQuotes() {
    assertEquals(List.of("-a", "b c", "d\"e"), MagicSource.words(" -a \"b c\" \"d\\\"e\""));
  }
}

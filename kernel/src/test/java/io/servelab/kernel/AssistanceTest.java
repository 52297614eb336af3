package io.servelab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Completion, inspection, and the check of typed input. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AssistanceTest {

  private JavaSession session;

  @BeforeAll
  void start() {
    session = new JavaSession(new MagicSource(), List.of(), Duration.ZERO);
    session.evaluate(CellSource.ofCell(1, "String word = \"abc\";"));
  }

  @AfterAll
  void end() {
    session.close();
  }

  private ReplacementOptions complete(String cell) {
    MagicsRegistry magics = new MagicsRegistry();
    magics
        .registerLineMagic("load", new LoadMagic())
        .registerLineMagic("maven", new MavenMagic())
        .registerCellMagic("time", new TimeMagic());
    LibraryWords words = new LibraryWords(AssistanceTest.class.getClassLoader());
    return new Completion(session.analysis(), magics, words).at(cell, cell.length());
  }

  private String inspect(String cell) {
    return new Inspection(session.analysis())
        .at(cell, cell.length(), false)
        .map((DisplayData data) -> String.valueOf(data.getData(MIMEType.TEXT_PLAIN)))
        .orElse("");
  }

  private String verdict(String cell) {
    return new InputCheck(session.analysis()).verdict(cell);
  }

  @Test
  void memberIsCompletedFromWhereItsNameStarts() {
    ReplacementOptions options = complete("int x = word.leng");
    assertEquals(List.of("length()"), options.getReplacements());
    assertEquals(13, options.getSourceStart());
    assertEquals(17, options.getSourceEnd());
  }

  @Test
  void variableOfTheSameCellIsKnown() {
    assertEquals(
        List.of("isBlank()"), complete("var fresh = \"x\";\nfresh.isBl").getReplacements());
  }

  @Test
  void pieceBehindAnImportIsCompletedByItself() {
    ReplacementOptions options = complete("import java.util.List;\nword.isBl");
    assertEquals(List.of("isBlank()"), options.getReplacements());
    assertEquals(28, options.getSourceStart());
  }

  @Test
  void methodsOfEveryObjectComeLast() {
    List<String> names = complete("word.").getReplacements();
    assertTrue(names.indexOf("wait(") > names.indexOf("trim()"));
  }

  @Test
  void magicsAreOfferedButNotThoseThatOnlyExplain() {
    assertEquals(List.of("load"), complete("int x;\n%").getReplacements());
    assertEquals(List.of("time"), complete("%%t").getReplacements());
  }

  @Test
  void timedExpressionIsCompleted() {
    assertEquals(List.of("length()"), complete("%time word.leng").getReplacements());
  }

  @Test
  void signatureIsShownWithAndWithoutBracket() {
    assertTrue(inspect("Math.abs(").contains("int Math.abs(int"));
    assertTrue(inspect("Math.abs").contains("int Math.abs(int"));
    assertTrue(inspect("word").contains("String"));
    assertEquals("", inspect("nothingOfTheKind"));
  }

  @Test
  void inputIsJudged() {
    assertEquals(BaseKernel.IS_COMPLETE_YES, verdict("int x = 1;\nx"));
    assertEquals(BaseKernel.IS_COMPLETE_YES, verdict(""));
    assertEquals(BaseKernel.IS_COMPLETE_YES, verdict("%%time\nanything {"));
    assertEquals(BaseKernel.IS_COMPLETE_BAD, verdict("int 1x = ;"));
    assertEquals("  ", verdict("class A {"));
    assertEquals("  ", verdict("class A {\n  int x;"));
  }

  @Test
  void inAStringStandTheWordsThatALibraryKnowsForThatArgument() {
    ReplacementOptions options = complete("int x;\nword.concat(\"gr");
    assertEquals(List.of("green", "grey"), options.getReplacements());
    assertEquals("int x;\nword.concat(\"".length(), options.getSourceStart());
    assertEquals(List.of("red", "green", "grey"), complete("word.concat(\"").getReplacements());
  }

  @Test
  void wordsMayDependOnTheFirstArgumentAndBeFoundByAnyPartInAnyCase() {
    assertEquals(List.of("light red"), complete("word.replace(\"light\", \"RED").getReplacements());
    assertEquals(List.of(), complete("word.replace(\"light").getReplacements());
  }

  @Test
  void inAStringWithoutKnownWordsNothingIsOffered() {
    assertEquals(List.of(), complete("String y = \"").getReplacements());
    assertEquals(List.of(), complete("word.indexOf(\"St").getReplacements());
    assertEquals(List.of("length()"), complete("word.concat(\"a\").leng").getReplacements());
  }

  @Test
  void whereNothingIsTypedOnlyWhatFitsIsOffered() {
    List<String> names = complete("word.concat(").getReplacements();
    assertTrue(names.contains("word") && !names.contains("Thread"), names.toString());
  }
}

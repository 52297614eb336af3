package io.servelab.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every Java block of the documentation compiles and runs, in order, as a reader would type it. */
class DocumentedCodeTest {

  private static final Path README = Path.of("README.md");

  @TestFactory
  Stream<DynamicTest> everyBlockRuns() throws IOException {
    List<List<CodeBlock>> files = new ArrayList<>();
    for (Path file : markdown()) {
      files.add(CodeBlock.inMarkdown(file));
    }
    for (Path file : packageDocumentation()) {
      files.add(CodeBlock.inJavadoc(file));
    }
    return files.stream()
        .filter(blocks -> !blocks.isEmpty())
        .map(
            blocks ->
                DynamicTest.dynamicTest(blocks.get(0).file().toString(), () -> runInOrder(blocks)));
  }

  @Test
  void theFirstPageShowsCode() throws IOException {
    assertFalse(CodeBlock.inMarkdown(README).isEmpty());
  }

  @Test
  void whatFailsIsNamedWithFileLineAndReason() throws IOException {
    CodeBlock block = new CodeBlock(README, 10, "var one = 1;\n\n// a remark\nstudy(one);");
    try (ShellSession session = ShellSession.open()) {
      List<String> problems = session.run(block);
      assertEquals(1, problems.size());
      assertTrue(problems.get(0).startsWith("README.md:12: "), problems.get(0));
      assertTrue(problems.get(0).contains("incompatible types"), problems.get(0));
    }
  }

  private static void runInOrder(List<CodeBlock> blocks) throws IOException {
    try (ShellSession session = ShellSession.open()) {
      List<String> problems = new ArrayList<>();
      blocks.forEach(block -> problems.addAll(session.run(block)));
      assertEquals("", String.join("\n", problems));
    }
  }

  private static List<Path> markdown() throws IOException {
    List<Path> files = new ArrayList<>(List.of(README, Path.of("kernel/README.md")));
    try (Stream<Path> docs = Files.list(Path.of("docs"))) {
      docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(files::add);
    }
    return files;
  }

  private static List<Path> packageDocumentation() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      return sources.filter(file -> file.endsWith("package-info.java")).sorted().toList();
    }
  }
}

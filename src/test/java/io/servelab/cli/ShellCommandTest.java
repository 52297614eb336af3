package io.servelab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import org.junit.jupiter.api.Test;

class ShellCommandTest {

  private static CommandRun shell(String... lines) {
    return CommandRun.withInput(String.join("\n", lines), "shell");
  }

  @Test
  void theValueOfALineIsPrinted() {
    CommandRun run = shell("systems()");
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().startsWith("["), run.out());
    assertTrue(run.out().contains("h200_sxm"), run.out());
  }

  @Test
  void aChainGoesOnOverLinesAndDeclarationsAreSilent() {
    CommandRun run =
        shell(
            "var asked = study(\"Qwen/Qwen3-32B-FP8\")",
            "    .on(\"h200_sxm\", 8);",
            "int twice(int number) {",
            "  return 2 * number;",
            "}",
            "// nothing to see here",
            "asked",
            "twice(3); twice(4)");
    assertEquals("study of Qwen/Qwen3-32B-FP8 on 8 x h200_sxm\n6\n8\n", run.out());
    assertEquals(0, run.code(), run.err());
  }

  @Test
  void tablesawIsAtHand() {
    CommandRun run = shell("Table.create(\"t\", IntColumn.create(\"a\", 1, 2)).rowCount()");
    assertEquals("2\n", run.out(), run.err());
  }

  @Test
  void whatDoesNotCompileIsNamedWithItsLineAndEndsTheRun() {
    CommandRun run = shell("1 + 1", "", "study(7)", "2 + 2");
    assertEquals(2, run.code());
    assertEquals("2\n", run.out());
    assertTrue(run.err().startsWith("Line 3: incompatible types"), run.err());
  }

  @Test
  void anUnknownNameOffersNearOnesWithoutAStackTrace() {
    CommandRun run = shell("study(\"Qwen/Qwen3-32B-FP9\")");
    assertEquals(2, run.code());
    assertTrue(run.err().contains("'Qwen/Qwen3-32B-FP9'.\nDid you mean"), run.err());
    assertTrue(!run.err().contains("\tat "), run.err());
  }

  @Test
  void aTableThatWasNotMeasuredIsAQuestionWithoutAnAnswer() {
    CommandRun run = shell("perf(\"h200_sxm\", \"trtllm\").table(\"nosuch\")");
    assertEquals(1, run.code(), run.err());
  }

  @Test
  void atATerminalOurErrorsComeWithoutTheLinesOfTheLibrary() {
    try (JShell shell = JShell.builder().executionEngine(ShellExecution.NAME).build()) {
      shell.addToClasspath(System.getProperty("java.class.path"));
      EvalException ours = failure(shell, "io.servelab.ServeLab.study(\"nobody/knows\")");
      assertEquals("UnknownNameException", ours.getExceptionClassName());
      assertTrue(ours.getMessage().contains("Did you mean"), ours.getMessage());
      assertEquals(0, ours.getStackTrace().length);
      assertTrue(failure(shell, "Integer.parseInt(\"one\")").getStackTrace().length > 0);
    }
  }

  private static EvalException failure(JShell shell, String line) {
    return assertInstanceOf(EvalException.class, shell.eval(line).get(0).exception());
  }

  @Test
  void nothingToDoAndLeavingAreFine() {
    assertEquals(0, shell("", "// a remark").code());
    assertEquals(new CommandRun(0, "1\n", ""), shell("1", "/exit", "2"));
  }
}

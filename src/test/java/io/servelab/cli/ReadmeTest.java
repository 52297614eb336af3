package io.servelab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The list of commands in the README is the list of commands. */
class ReadmeTest {

  private static final Pattern COMMAND = Pattern.compile("(?m)^ {2}([a-z-]+) {2,}\\S");

  @Test
  void everyCommandIsListed() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    List<String> commands =
        COMMAND
            .matcher(CommandRun.of("--help").out())
            .results()
            .map(MatchResult::group)
            .map(line -> line.strip().split(" ", 2)[0])
            .toList();
    assertTrue(commands.contains("search") && commands.size() > 10, commands.toString());
    for (String command : commands) {
      Pattern row = Pattern.compile("(?m)^\\| `" + command + "[ `]");
      assertEquals(1, row.matcher(readme).results().count(), "rows of " + command);
    }
  }
}

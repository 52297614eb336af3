package io.servelab.artifact.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.servelab.error.InvalidValueException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ShellWordsTest {

  @Test
  void quotesHoldWordsTogether() {
    assertEquals(
        List.of("a b", "c\"d", "e'f", "", "g"), ShellWords.split("'a b' \"c\\\"d\" \"e'f\" '' g"));
  }

  @Test
  void linesContinueAndCommentsEnd() {
    assertEquals(List.of("a", "b", "c#d", "e"), ShellWords.split("a \\\n b c#d # x 'y\n e"));
  }

  @Test
  void nothingIsExpanded() {
    assertEquals(List.of("$HOME", "$(id)", "*"), ShellWords.split("$HOME \"$(id)\" *"));
  }

  @Test
  void commandsEndWhereAShellEndsThem() {
    List<ShellCommand> commands =
        ShellWords.commands("a 'b;c' 2>&1 | tee log\nd > out e & f && \\\n g <in\n# h\n\ni\n");
    assertEquals(
        List.of(
            List.of("a", "b;c"),
            List.of("tee", "log"),
            List.of("d", "e"),
            List.of("f"),
            List.of("g"),
            List.of("i")),
        commands.stream().map(ShellCommand::words).toList());
    assertEquals(List.of(1, 1, 2, 2, 3, 6), commands.stream().map(ShellCommand::line).toList());
  }

  @Test
  void anOpenQuoteIsRefused() {
    assertThrows(InvalidValueException.class, () -> ShellWords.split("a 'b"));
    assertThrows(InvalidValueException.class, () -> ShellWords.split("a \"b"));
  }

  @Property(tries = 300)
  void quotingAndSplittingGiveTheSameWords(@ForAll List<String> words) {
    assertEquals(words, ShellWords.split(Shell.join(words)));
  }
}

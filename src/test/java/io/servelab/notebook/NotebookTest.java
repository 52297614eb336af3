package io.servelab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

class NotebookTest {

  private final RecordingScreen screen = new RecordingScreen();

  @AfterEach
  void backToTheTerminal() {
    Notebook.detach();
  }

  @Test
  void aDisplayableShowsItself() {
    Notebook.attach(screen);
    Displayable greeting = () -> MimeBundle.ofText("hello");
    Notebook.show(greeting);
    assertEquals(List.of("show hello"), screen.shown);
  }

  @Test
  void aTablesawTableIsShownThroughItsAdapter() {
    Notebook.attach(screen);
    Notebook.show(Table.create("sizes", IntColumn.create("tp", new int[] {1, 2})));
    assertEquals(List.of("show sizes\ntp\n──\n 1\n 2"), screen.shown);
  }

  @Test
  void anythingElseIsShownAsItsText() {
    Notebook.attach(screen);
    Notebook.show(List.of(1, 2));
    Notebook.show(null);
    assertEquals(List.of("show [1, 2]", "show null"), screen.shown);
  }

  @Test
  void withoutAKernelTheTextGoesToTheStandardOutputAndProgressToTheOther() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    ConsoleScreen console = new ConsoleScreen(print(out), print(err));
    console.show(MimeBundle.ofText("result"));
    console.open("p", MimeBundle.ofText("1 of 2"));
    console.update("p", MimeBundle.ofText("2 of 2\n"));
    assertEquals("result" + System.lineSeparator(), out.toString(StandardCharsets.UTF_8));
    assertEquals("1 of 2\r\u001B[K2 of 2\n", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void everyAdapterOnTheClassPathNamesItsType() {
    List<String> types =
        Displays.adapters().stream().map(adapter -> adapter.type().getSimpleName()).toList();
    assertTrue(types.containsAll(List.of("Table", "Column", "Figure", "ServeLabException")));
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}

package io.servelab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionHistoryTest {

  private final SessionHistory history = new SessionHistory();

  @BeforeEach
  void fill() {
    history.add(1, "int a = 1");
    history.add(2, "a + 1");
    history.add(3, "a + 1");
  }

  @Test
  void tailIsTheLastCellsOldestFirst() {
    assertEquals(
        List.of(List.of(1, 2, "a + 1"), List.of(1, 3, "a + 1")),
        history.matching(new HistoryRequest.Tail(false, true, 2)));
  }

  @Test
  void rangeExcludesItsEnd() {
    assertEquals(
        List.of(List.of(1, 1, Arrays.asList("int a = 1", null))),
        history.matching(new HistoryRequest.Range(true, true, 0, 1, 2)));
    assertEquals(List.of(), history.matching(new HistoryRequest.Range(false, true, 7, 1, 2)));
  }

  @Test
  void searchTakesGlobsAndDropsRepetitions() {
    assertEquals(
        List.of(List.of(1, 3, "a + 1")),
        history.matching(new HistoryRequest.Search(false, true, 10, "a*", true)));
    assertEquals(
        List.of(), history.matching(new HistoryRequest.Search(false, true, 10, "a.*", false)));
  }
}

package io.servelab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CellStopTest {

  private JavaSession session = new JavaSession(new MagicSource(), List.of(), Duration.ZERO);

  @AfterEach
  void end() {
    session.close();
  }

  private Object run(String text) {
    CellSource cell = CellSource.ofCell(1, text);
    return session.inCell(cell, () -> session.evaluate(cell));
  }

  private String stoppedAfter(long millis, String text) throws InterruptedException {
    run("1");
    Thread person =
        new Thread(
            () -> {
              try {
                Thread.sleep(millis);
              } catch (InterruptedException e) {
                return;
              }
              session.stop(StopRequest.Reason.INTERRUPT);
            });
    person.start();
    String name = assertThrows(CellException.class, () -> run(text)).report().name();
    person.join();
    return name;
  }

  @Test
  void endlessLoopStops() throws InterruptedException {
    assertEquals("Interrupted", stoppedAfter(500, "while (true) {}"));
    assertEquals(2, run("1 + 1"));
  }

  @Test
  void sleepStops() throws InterruptedException {
    assertEquals("Interrupted", stoppedAfter(500, "Thread.sleep(100_000);"));
  }

  @Test
  void codeThatIgnoresTheInterruptStops() throws InterruptedException {
    String stubborn =
        "while (true) { try { Thread.sleep(50); } catch (InterruptedException e) { } }";
    assertEquals("Interrupted", stoppedAfter(500, stubborn));
  }

  @Test
  void restOfTheCellIsNotRun() throws InterruptedException {
    run("int reached = 0;");
    stoppedAfter(500, "while (true) {}\nreached = 1;");
    assertEquals(0, run("reached"));
  }

  @Test
  void kernelWorkForTheCellStopsToo() throws InterruptedException {
    run("1");
    Thread person = new Thread(() -> session.stop(StopRequest.Reason.INTERRUPT));
    CellException stopped =
        assertThrows(
            CellException.class,
            () ->
                session.inCell(
                    CellSource.ofCell(1, ""),
                    () ->
                        session.onSnippetThread(
                            () -> {
                              person.start();
                              Thread.sleep(100_000);
                              return null;
                            })));
    person.join();
    assertEquals("Interrupted", stopped.report().name());
  }

  @Test
  void timeLimitStops() {
    session.close();
    session = new JavaSession(new MagicSource(), List.of(), Duration.ofMillis(800));
    assertEquals(2, run("1 + 1"));
    ErrorReport report = assertThrows(CellException.class, () -> run("while (true) {}")).report();
    assertEquals("TimeLimitExceeded", report.name());
    assertTrue(report.message().contains("IJAVA_TIMEOUT"));
  }
}

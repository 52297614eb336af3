package io.servelab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final AtomicLong nanos = new AtomicLong();
  private final RecordingScreen screen = new RecordingScreen();

  @Test
  void oneBarIsOpenedAndThenUpdatedInItsPlace() {
    try (Progress progress = open("Searching", 2000)) {
      nanos.set(500_000_000);
      progress.advance(1000);
      nanos.set(1_000_000_000);
    }
    assertEquals(
        List.of(
            "open p Searching: 0 of 2,000, 0.0 s",
            "update p Searching: 1,000 of 2,000, 0.5 s, about 0.5 s left",
            "update p Searching: 1,000 of 2,000, 1.0 s\n"),
        screen.shown);
  }

  @Test
  void aFloodOfStepsIsShownTenTimesASecondAtMost() {
    try (Progress progress = open("Searching", 1000)) {
      for (int i = 0; i < 1000; i++) {
        nanos.addAndGet(1_000_000);
        progress.step();
      }
    }
    assertEquals(12, screen.shown.size());
  }

  @Test
  void workOfUnknownSizeIsCounted() {
    Progress progress = open("Reading", 0);
    nanos.set(75_000_000_000L);
    progress.advance(12345);
    assertEquals("update p Reading: 12,345, 1 min 15 s", screen.shown.get(1));
  }

  @Test
  void closingTwiceShowsTheEndOnce() {
    Progress progress = open("Reading", 1);
    progress.close();
    progress.close();
    assertEquals(2, screen.shown.size());
  }

  @Test
  void theLabelIsEscapedInHtml() {
    RecordingHtml html = new RecordingHtml();
    Progress.open("<script>", 1, new ScreenPlace(html, "p"), nanos::get).close();
    assertTrue(html.last.startsWith("<div>&lt;script&gt;"));
    assertTrue(html.last.contains("<progress value=\"0\" max=\"1\">"));
  }

  private Progress open(String label, long total) {
    return Progress.open(label, total, new ScreenPlace(screen, "p"), nanos::get);
  }

  private static final class RecordingHtml implements Screen {
    private String last = "";

    @Override
    public void show(MimeBundle content) {
      last = content.html();
    }

    @Override
    public void open(String id, MimeBundle content) {
      last = content.html();
    }

    @Override
    public void update(String id, MimeBundle content) {
      last = content.html();
    }
  }
}

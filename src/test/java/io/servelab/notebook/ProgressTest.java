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
      nanos.set(750_000_000);
      progress.advance(500);
      nanos.set(1_000_000_000);
    }
    assertEquals(
        List.of(
            "open p Searching: 1,000 of 2,000, 0.5 s, about 0.5 s left",
            "update p Searching: 1,500 of 2,000, 0.8 s, about 0.3 s left",
            "update p Searching: 1,500 of 2,000, 1.0 s\n"),
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
    assertEquals(7, screen.shown.size());
  }

  @Test
  void workOfUnknownSizeIsCounted() {
    Progress progress = open("Reading", 0);
    nanos.set(75_000_000_000L);
    progress.advance(12345);
    assertEquals("open p Reading: 12,345, 1 min 15 s", screen.shown.get(0));
  }

  @Test
  void workThatEndsAtOnceShowsNoBar() {
    try (Progress progress = open("Searching", 2)) {
      nanos.set(400_000_000);
      progress.advance(2);
    }
    assertEquals(List.of(), screen.shown);
  }

  @Test
  void closingTwiceShowsTheEndOnce() {
    Progress progress = open("Reading", 1);
    nanos.set(600_000_000);
    progress.step();
    progress.close();
    progress.close();
    assertEquals(2, screen.shown.size());
  }

  @Test
  void theLabelIsEscapedInHtml() {
    RecordingHtml html = new RecordingHtml();
    Progress progress = Progress.open("<script>", 1, new ScreenPlace(html, "p"), nanos::get);
    nanos.set(600_000_000);
    progress.advance(0);
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

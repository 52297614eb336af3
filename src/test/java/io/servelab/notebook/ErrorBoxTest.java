package io.servelab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.UnknownNameException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorBoxTest {

  @Test
  void ourExceptionsSayWhatFailedAndWhatToTry() {
    ErrorBox box =
        ErrorBox.of(UnknownNameException.of("system", "h20_sxm", List.of("h200_sxm", "l40s")));
    assertEquals("Unknown system 'h20_sxm'.", box.what());
    assertEquals("", box.why());
    assertEquals("Did you mean h200_sxm, l40s?", box.next());
  }

  @Test
  void otherExceptionsAreNamed() {
    assertEquals(
        "IllegalStateException: closed", ErrorBox.of(new IllegalStateException("closed")).what());
    assertEquals("StackOverflowError", ErrorBox.of(new StackOverflowError()).what());
  }

  @Test
  void aModelNameWithMarkupCannotInjectAScript() {
    ErrorBox box = new ErrorBox("Unknown model '<script>alert(1)</script>'.", "<b>", "<i>");
    String html = box.mimeBundle().html();
    assertFalse(html.contains("<script>") || html.contains("<b><") || html.contains("<i>"));
    assertTrue(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
  }

  @Test
  void theTextFormHasOneThoughtALine() {
    assertEquals("what\nwhy\n→ next", new ErrorBox("what", "why", "next").mimeBundle().text());
  }
}

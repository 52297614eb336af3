package io.servelab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class HelpCardTest {

  private static final HelpCard CARD =
      HelpCard.of("Study", "One question.")
          .snippet("study.search()", "finds deployments")
          .snippet("study.with(\"isl\", 1 < 2)", "asks again");

  @Test
  void codeIsAlignedInText() {
    assertEquals(
        """
        Study
        One question.
          study.search()            // finds deployments
          study.with("isl", 1 < 2)  // asks again\
        """,
        CARD.mimeBundle().text());
  }

  @Test
  void codeIsEscapedInHtmlAndLiteralInMarkdown() {
    assertTrue(
        CARD.mimeBundle().html().contains("<code>study.with(&quot;isl&quot;, 1 &lt; 2)</code>"));
    String markdown = String.valueOf(CARD.mimeBundle().asMap().get(MimeBundle.MARKDOWN));
    assertTrue(markdown.contains("study.with(\"isl\", 1 < 2)  // asks again\n"));
  }

  @Test
  void theCodeCanBeTakenOutToBeRun() {
    assertEquals(List.of("study.search()", "study.with(\"isl\", 1 < 2)"), CARD.code());
  }
}

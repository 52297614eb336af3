package io.servelab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EscapeTest {

  @Test
  void markupBecomesTextInHtml() {
    assertEquals(
        "&lt;script&gt;alert(&quot;it&#39;s&quot;)&lt;/script&gt; &amp;",
        Escape.html("<script>alert(\"it's\")</script> &"));
  }

  @Test
  void controlCharactersThatXmlForbidsAreReplaced() {
    assertEquals("a\uFFFDb\tc\n", Escape.html("a\u0000b\tc\n"));
  }

  @Test
  void aPipeDoesNotSplitAMarkdownCell() {
    assertEquals("a \\| b \\*c\\* &lt;i>", Escape.markdown("a | b *c* <i>"));
  }

  @Test
  void aMarkdownCellStaysOnOneLine() {
    assertEquals("two lines", Escape.markdown("two\nlines"));
  }

  @Test
  void aClosingTagInJsonDoesNotEndTheScript() {
    assertEquals("\"<\\/script><\\!--\"", Escape.script("\"</script><!--\""));
  }

  @Property
  void escapedTextNeverOpensATagOrLeavesAnAttribute(@ForAll String text) {
    String escaped = Escape.html(text);
    assertFalse(escaped.contains("<") || escaped.contains("\"") || escaped.contains("'"));
  }
}

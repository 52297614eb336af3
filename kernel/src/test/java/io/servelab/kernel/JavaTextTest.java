package io.servelab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class JavaTextTest {

  private static boolean isCode(String text, String part) {
    return new JavaText(text).isCode(text.indexOf(part));
  }

  @Test
  void stringsCharactersAndCommentsAreNotCode() {
    assertFalse(isCode("x = \"%a\";", "%"));
    assertFalse(isCode("x = '%';", "%"));
    assertFalse(isCode("x; // %", "%"));
    assertFalse(isCode("x; /* \n % */ y", "%"));
    assertFalse(isCode("x = \"\"\"\n \" % \n\"\"\";", "%"));
  }

  @Test
  void codeAfterALiteralIsCode() {
    assertTrue(isCode("x = \"a\\\"b\" + y % 2", "%"));
    assertTrue(isCode("char c = '\\''; y % 2", "%"));
    assertTrue(isCode("x = \"\"\"\n \\\"\"\" \n\"\"\"; y % 2", "%"));
  }

  @Test
  void unclosedStringEndsWithItsLine() {
    assertTrue(isCode("x = \"oops\ny % 2", "%"));
  }

  @Test
  void firstCodeIsBehindCommentsAndSpace() {
    assertEquals(13, new JavaText(" // a\n/* b */int x").firstCode());
    assertEquals(4, new JavaText("// a").firstCode());
    assertEquals(0, new JavaText("\"text\"").firstCode());
  }
}

package io.servelab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MimeBundleTest {

  @Test
  void formsKeepTheOrderInWhichTheyWereAdded() {
    MimeBundle bundle =
        MimeBundle.ofText("t").with("image/png", "p").withHtml("h").withMarkdown("m");
    List<String> types = new ArrayList<>();
    bundle.forEach((type, content) -> types.add(type));
    assertEquals(List.of("text/plain", "image/png", "text/html", "text/markdown"), types);
  }

  @Test
  void addingAFormLeavesTheOldBundleAlone() {
    MimeBundle plain = MimeBundle.ofText("t");
    plain.withHtml("h");
    assertEquals(Map.of("text/plain", "t"), plain.asMap());
    assertEquals("", plain.html());
  }

  @Test
  void theFormsCannotBeChangedFromOutside() {
    Map<String, Object> forms = MimeBundle.ofText("t").asMap();
    assertThrows(UnsupportedOperationException.class, () -> forms.put("text/html", "h"));
  }
}

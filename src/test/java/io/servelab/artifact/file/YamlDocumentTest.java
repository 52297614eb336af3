package io.servelab.artifact.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class YamlDocumentTest {

  @Test
  void whatOlderReadersTakeForSomethingElseIsQuoted() {
    for (String word : List.of("y", "No", "on", "1", "0o7", "1_000", "12:30:45", "2024-01-01")) {
      String text = new YamlDocument().document(Map.of("key", word)).text();
      Map<String, Object> read = new Yaml().load(text);
      assertEquals(word, read.get("key"), text);
    }
  }

  @Test
  void linesOfAScriptStayReadable() {
    String text = new YamlDocument().document(Map.of("run", "set -e\n\necho x\n")).text();
    assertEquals("run: |\n  set -e\n\n  echo x\n", text);
  }

  @Test
  void commentsCannotBeBrokenOutOf() {
    String text =
        new YamlDocument().comment("a\nkey: injected\r\nb\u2028c").document(Map.of("k", 1)).text();
    assertEquals("# a key: injected b c\nk: 1\n", text);
  }

  @Test
  void entriesDeepInsideJoin() {
    Tree tree = new Tree().putPath("a.b.c", 1).putPath("a.b.d", 2).putPath("e", 3);
    assertEquals(Map.of("a", Map.of("b", Map.of("c", 1, "d", 2)), "e", 3), tree.map());
  }

  @Test
  void mergingReplacesListsAndJoinsMappings() {
    Tree tree = new Tree().put("a", Map.of("x", 1)).put("l", List.of(1));
    tree.merge(Map.of("a", Map.of("y", 2), "l", List.of(2)));
    assertEquals(Map.of("a", Map.of("x", 1, "y", 2), "l", List.of(2)), tree.map());
  }

  @Property(tries = 300)
  void everyTextComesBack(@ForAll String value) throws Exception {
    String clean =
        value
            .codePoints()
            .filter(Character::isDefined)
            .filter(YamlDocumentTest::isText)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    String text = new YamlDocument().document(Map.of("key", clean)).text();
    assertEquals(clean, new YAMLMapper().readTree(text).get("key").textValue(), text);
    assertTrue(text.startsWith("key:"), text);
  }

  private static boolean isText(int codePoint) {
    return !(codePoint >= 0xD800 && codePoint <= 0xDFFF);
  }
}

package io.servelab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KnownWordsTest {

  static Stream<String> lines() throws IOException {
    try (InputStream in =
        KnownWords.class.getResourceAsStream("/META-INF/servelab/notebook-words")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines().filter(line -> !line.startsWith("#")).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("lines")
  void everyLineNamesAStringOfTheFacadeAndWhatTellsItsWords(String line)
      throws ReflectiveOperationException {
    String[] parts = line.split(" ", -1);
    String[] called = parts[0].split("\\.", -1);
    int place = Integer.parseInt(parts[1].replace("+", "")) - 1;
    Class<?> facade = Class.forName("io.servelab." + called[0]);
    assertTrue(
        Arrays.stream(facade.getMethods())
            .filter(method -> method.getName().equals(called[1]))
            .filter(method -> place < method.getParameterCount())
            .map(method -> method.getParameterTypes()[place])
            .anyMatch(
                List.of(String.class, String[].class, Object.class, Object[].class)::contains),
        line);
    Method words =
        Arrays.stream(KnownWords.class.getMethods())
            .filter(
                method -> parts[2].equals("io.servelab.notebook.KnownWords." + method.getName()))
            .findFirst()
            .orElseThrow();
    assertTrue(Modifier.isStatic(words.getModifiers()));
    Object told =
        words.getParameterCount() == 0 ? words.invoke(null) : words.invoke(null, "system");
    assertFalse(((Collection<?>) told).isEmpty(), line);
  }

  @Test
  void aSettingWithChoicesTellsThemAndANumberHasNone() {
    assertTrue(KnownWords.values("backend").containsAll(List.of("trtllm", "sglang", "vllm")));
    assertEquals(List.of("reference", "servelab"), KnownWords.values("rules"));
    assertEquals(List.of(), KnownWords.values("isl"));
    assertEquals(List.of(), KnownWords.values("no such key"));
  }

  @Test
  void tablesAreSortedAndNamed() {
    List<String> tables = List.copyOf(KnownWords.tables());
    assertTrue(tables.contains("gemm"));
    assertEquals(tables.stream().sorted().toList(), tables);
  }
}

package io.servelab.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.ServeLabException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyYamlTest {

  @Test
  void aFileMayHoldJustWhatAPersonSets() {
    StudyConfig study =
        StudyConfig.parse(
            """
            model: Qwen/Qwen3-32B
            agg.tp: [1, 2]
            decode: {max_batch_size: 64}
            version: "1.10"
            request_latency: null
            """);
    assertEquals("user", study.get("decode.max_batch_size").layer());
    assertEquals(List.of(1L, 2L), study.get("agg.tp").value());
    assertEquals("1.10", study.get("version").value());
    assertEquals(StudyConfig.standard(), StudyConfig.parse("{}"));
  }

  @Test
  void editedValuesBecomeALayerOfTheirOwn() {
    StudyConfig study = StudyConfig.standard().with("isl", 100);
    StudyConfig edited = StudyConfig.parse(study.toYaml().replace("osl: 1000", "osl: 7"));
    assertEquals("file", edited.get("osl").layer());
    assertEquals("user", edited.get("isl").layer());
    assertEquals(study.with(ConfigLayer.of("file", java.util.Map.of("osl", 7L))), edited);
  }

  @Test
  void valuesTakenOutOfAWrittenStudyAreUnset() {
    StudyConfig study = StudyConfig.standard();
    StudyConfig edited = StudyConfig.parse(study.toYaml().replace("tpot: 30\n", ""));
    assertTrue(edited.find("tpot").isEmpty());
  }

  @Test
  void layersKeepTheirConditionsAndModes() {
    StudyConfig study =
        StudyConfig.standard()
            .with(
                ConfigLayer.of("vllm only", java.util.Map.of("top_n", 3))
                    .when("backend", "vllm")
                    .replacing());
    assertEquals(study, StudyConfig.parse(study.toYaml()));
  }

  @Test
  void malformedFilesAreRefusedWithTheirPlace() {
    assertRefused("isl: 4000\n\tosl: 3", "line 2, column", "tab");
    assertRefused("isl: 1\nosl: 2\nisl: 3", "line 3, column 1", "first in line 1");
    assertRefused("agg:\n  tp: [1]\n  tp: [2]", "line 3, column 3", "twice");
    assertRefused("isl: 1\nosl: [1", "line 2");
    assertRefused("isl: 1\n---\nisl: 2", "line 3", "first document");
    assertRefused("a: &x 1\nb: *x", "line 2, column 4", "anchors");
    assertRefused("just words", "line 1, column 1", "keys and values");
    assertRefused("isl: 1\nosl: 'a\u0007'", "line 2, column 8", "control");
    assertRefused("isl: 1\nosl: many", "line 2, column 1", "osl", "many");
    assertRefused("isl: 1\nagg:\n  tpp: [1]", "line 3, column 3", "agg.tpp", "agg.tp");
    assertRefused("a: " + "[".repeat(5000), "line 1", "nested");
    assertRefused("layers: base", "line 1", "list of layers");
    assertRefused("layers:\n- basse", "line 2, column 3", "base");
    assertRefused("layers:\n- {set: {isl: 1}}", "line 2", "name");
    assertRefused("layers:\n- {name: a, sets: {isl: 1}}", "line 2", "sets", "set");
    assertRefused("layers:\n- {name: a, mode: add}", "line 2", "add", "patch");
    assertRefused("layers:\n- {name: a, when: {backend: vllm}}", "line 2", "list of values");
    assertRefused("layers:\n- {name: a, set: 3}", "line 2", "keys and values");
  }

  @Test
  void tenMegabytesOfNonsenseAreRefusedAtOnce(@TempDir Path folder) throws IOException {
    Path words = folder.resolve("words.yaml");
    Files.writeString(words, "isl: 4000 and more\n".repeat(600_000));
    assertMessage(refusal(words), "line", "column", "1 MiB");

    byte[] noise = new byte[10 << 20];
    new Random(7).nextBytes(noise);
    Path bytes = Files.write(folder.resolve("noise.yaml"), noise);
    assertMessage(refusal(bytes), "line", "column");

    Path few = Files.write(folder.resolve("few.yaml"), Arrays.copyOf(noise, 1000));
    assertMessage(refusal(few), "line", "column", "UTF-8");
  }

  @Test
  void otherEncodingsAndMissingFilesAreRefused(@TempDir Path folder) throws IOException {
    Path latin = folder.resolve("latin.yaml");
    Files.write(latin, "isl: 1\n# caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    assertMessage(refusal(latin), "latin.yaml, line 2, column 6", "UTF-8");
    assertMessage(refusal(folder.resolve("none.yaml")), "none.yaml", "no such file");
    assertMessage(refusal(folder), folder.toString());
  }

  private static void assertRefused(String yaml, String... parts) {
    ServeLabException refusal =
        assertThrows(ServeLabException.class, () -> StudyConfig.parse(yaml), yaml);
    assertMessage(refusal.getMessage(), parts);
  }

  private static String refusal(Path file) {
    return assertThrows(ServeLabException.class, () -> StudyConfig.fromYaml(file)).getMessage();
  }

  private static void assertMessage(String message, String... parts) {
    assertTrue(message.length() < 500, message);
    for (String part : parts) {
      assertTrue(message.contains(part), () -> "'" + part + "' is not in: " + message);
    }
  }
}

package io.servelab.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.ServeLabException;
import io.servelab.error.UnknownNameException;
import io.servelab.model.Models;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StudyYamlPropertyTest {

  private static final Models MODELS = new Models();
  private static final List<String> NAMES = List.of("isl", "agg.tp", "gemm", "ttft", "strict_sla");

  @Property(tries = 300)
  void aWrittenStudyReadsBackIdentical(@ForAll("studies") StudyConfig study) {
    StudyConfig again = StudyConfig.parse(study.toYaml());
    assertEquals(study, again);
    assertEquals(study.values(), again.values());
    assertEquals(study.toYaml(), again.toYaml());
  }

  @Property(tries = 200)
  void resolvedStudiesReadBackIdentical(@ForAll("settings") Map<String, Object> settings) {
    StudyConfig study = StudyConfig.standard(MODELS).with(settings).with("model", "Qwen/Qwen3-32B");
    try {
      assertEquals(study.resolve(), StudyConfig.parse(study.toYaml()).resolve());
    } catch (ServeLabException contradictory) {
      assertThrows(contradictory.getClass(), StudyConfig.parse(study.toYaml())::resolve);
    }
  }

  @Property(tries = 300)
  void patchesMergeAssociatively(
      @ForAll("patches") ConfigPatch low,
      @ForAll("patches") ConfigPatch middle,
      @ForAll("patches") ConfigPatch high) {
    assertEquals(low.merge(middle).merge(high), low.merge(middle.merge(high)));
    assertEquals(low, low.merge(ConfigPatch.EMPTY));
    assertEquals(low, ConfigPatch.EMPTY.merge(low));
    assertEquals(low, low.merge(low));
  }

  @Property(tries = 200)
  void layersInARowAreTheSameAsTheirMergeInOne(
      @ForAll("settings") Map<String, Object> low, @ForAll("settings") Map<String, Object> high) {
    StudyConfig standard = StudyConfig.standard(MODELS);
    StudyConfig apart =
        standard.with(ConfigLayer.of("low", low)).with(ConfigLayer.of("high", high));
    assertEquals(standard.with(low).with(high).values(), apart.values());
  }

  @Property(tries = 300)
  void valuesThatAPersonEditsInAWrittenStudyWin(
      @ForAll("settings") Map<String, Object> settings, @ForAll("sizes") List<Integer> sizes) {
    StudyConfig study =
        StudyConfig.standard(MODELS).with(settings).with("gpus", 999).with("serving_mode", "agg");
    String edited =
        study
            .toYaml()
            .replaceFirst("(?m)^isl: .*$", "isl: 123")
            .replaceFirst("(?m)^  tp: .*$", "  tp: " + sizes);
    StudyConfig read = StudyConfig.parse(edited);
    assertEquals(123L, read.get("isl").value());
    assertEquals(sizes.stream().map(Integer::longValue).toList(), read.get("agg.tp").value());
    assertEquals(study.get("osl"), read.get("osl"));
  }

  @Property(tries = 300)
  void unknownKeysNeverPass(@ForAll("words") String key) {
    boolean known = ConfigKeys.standard().knows(key);
    if (!known) {
      assertThrows(UnknownNameException.class, () -> StudyConfig.standard(MODELS).with(key, 1));
    }
  }

  @Property(tries = 500)
  void nonsenseIsRefusedInOneLineWithItsPlace(@ForAll("nonsense") String text) {
    try {
      StudyConfig.parse(text);
    } catch (ServeLabException refusal) {
      String first = refusal.getMessage().lines().findFirst().orElse("");
      assertTrue(
          first.matches(".*line \\d+, column \\d+.*") || first.startsWith("Unknown model"),
          refusal.getMessage());
      assertTrue(refusal.getMessage().length() < 1000, refusal.getMessage());
    }
  }

  @Provide
  Arbitrary<StudyConfig> studies() {
    Arbitrary<ConfigLayer> layers =
        Combinators.combine(
                settings(),
                Arbitraries.of("one", "two", "three 3"),
                Arbitraries.of("", "trtllm", "vllm"),
                Arbitraries.of(true, false))
            .as(
                (settings, name, backend, replaces) -> {
                  Map<String, Object> allowed = new LinkedHashMap<>(settings);
                  if (!backend.isEmpty()) {
                    Facts.SETTINGS.forEach(allowed::remove);
                  }
                  ConfigLayer layer = ConfigLayer.of(name, allowed);
                  ConfigLayer conditional =
                      backend.isEmpty() ? layer : layer.when("backend", backend);
                  return replaces ? conditional.replacing() : conditional;
                });
    return Combinators.combine(
            settings(), layers.list().ofMaxSize(3), Arbitraries.integers().between(0, 3))
        .as(
            (settings, more, drops) -> {
              StudyConfig study = StudyConfig.standard(MODELS).with(settings);
              List<String> names = new ArrayList<>();
              for (ConfigLayer layer : more) {
                if (!names.contains(layer.name())) {
                  names.add(layer.name());
                  study = study.with(layer);
                }
              }
              for (int count = 0; count < drops; count++) {
                study = study.drop(study.layers().get(count * 2).name());
              }
              return study;
            });
  }

  @Provide
  Arbitrary<Map<String, Object>> settings() {
    return Arbitraries.maps(Arbitraries.of(ConfigKeys.standard().names()), Arbitraries.integers())
        .ofMaxSize(8)
        .flatMap(
            keys -> {
              Arbitrary<Map<String, Object>> values = Arbitraries.just(Map.of());
              for (String key : keys.keySet()) {
                values =
                    Combinators.combine(values, value(key))
                        .as(
                            (others, value) -> {
                              Map<String, Object> more = new LinkedHashMap<>(others);
                              more.put(key, value);
                              return more;
                            });
              }
              return values;
            });
  }

  private Arbitrary<Object> value(String name) {
    ConfigKey key = ConfigKeys.standard().find(name).orElseThrow();
    if (name.equals("model")) {
      return Arbitraries.of("Qwen/Qwen3-32B", "Qwen/Qwen3-30B-A3B", "deepseek-ai/DeepSeek-V3");
    }
    if (name.equals("profiles")) {
      return Arbitraries.of("bf16", "fp8", "nvfp4")
          .list()
          .uniqueElements()
          .ofMaxSize(2)
          .map(Object.class::cast);
    }
    if (!key.choices().isEmpty() && key.kind() == ValueKind.TEXT) {
      return Arbitraries.of(key.choices()).map(Object.class::cast);
    }
    return switch (key.kind()) {
      case TEXT -> words().map(Object.class::cast);
      case WHOLE ->
          Arbitraries.longs()
              .between(Math.max(1, (long) key.range().least()), 5000)
              .map(Object.class::cast);
      case NUMBER -> numbers(key.range()).map(Object.class::cast);
      case FLAG -> Arbitraries.of(true, false).map(Object.class::cast);
      case TEXTS -> words().list().ofMaxSize(3).map(Object.class::cast);
      case WHOLES -> sizes().map(Object.class::cast);
      case EDITS ->
          words()
              .filter(word -> !word.isBlank())
              .map(word -> List.of(Map.of("drop", word), Map.of("scale", word, "factor", 0.5)));
      case OPEN -> Arbitraries.maps(words(), open(2)).ofMaxSize(3).map(Object.class::cast);
    };
  }

  private static Arbitrary<Double> numbers(Range range) {
    double least = Math.max(0.001, range.least());
    return Arbitraries.doubles()
        .between(least, Math.max(least, Math.min(0.999, range.most())))
        .ofScale(7);
  }

  @Provide
  Arbitrary<List<Integer>> sizes() {
    return Arbitraries.of(1, 2, 3, 4, 8, 16).list().ofMaxSize(4);
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMinLength(1).ofMaxLength(8),
        Arbitraries.strings().ascii().ofMinLength(1).ofMaxLength(12),
        Arbitraries.of(
            "true", "null", "1", "1e3", "~", "yes", "0x1F", "- a", "a: b", "#", "'", "\""));
  }

  private Arbitrary<Object> open(int depth) {
    Arbitrary<Object> leaf =
        Arbitraries.oneOf(
            words().map(Object.class::cast),
            Arbitraries.longs().between(-1L << 52, 1L << 52).map(Object.class::cast),
            Arbitraries.doubles().ofScale(9).map(Object.class::cast),
            Arbitraries.of(true, false).map(Object.class::cast));
    if (depth == 0) {
      return leaf;
    }
    return Arbitraries.oneOf(
        leaf,
        open(depth - 1).list().ofMaxSize(3).map(Object.class::cast),
        Arbitraries.maps(words(), open(depth - 1)).ofMaxSize(3).map(Object.class::cast));
  }

  @Provide
  Arbitrary<ConfigPatch> patches() {
    Arbitrary<String> names =
        Arbitraries.oneOf(
            Arbitraries.of(NAMES),
            Arbitraries.of(
                "constraints",
                "constraints.a",
                "constraints.a.b",
                "constraints.a.b.c",
                "constraints.d"));
    Arbitrary<Map<String, Integer>> picks =
        Arbitraries.maps(names, Arbitraries.integers().between(0, 2)).ofMaxSize(4);
    return picks.map(
        picked -> {
          ConfigPatch patch = ConfigPatch.EMPTY;
          for (Map.Entry<String, Integer> pick : picked.entrySet()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put(pick.getKey(), sample(pick.getKey(), pick.getValue()));
            patch = patch.merge(ConfigPatch.of(one, "test"));
          }
          return patch;
        });
  }

  private static Object sample(String name, int pick) {
    if (pick == 0 || name.equals("constraints")) {
      return null;
    }
    return switch (name) {
      case "agg.tp" -> List.of(pick);
      case "gemm" -> pick == 1 ? "fp8" : "nvfp4";
      case "strict_sla" -> pick == 1;
      default -> pick;
    };
  }

  @Provide
  Arbitrary<String> nonsense() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(60),
        Arbitraries.strings().withChars("ab:{}[]-,\n\t\"'#&*!|>%@` ").ofMaxLength(60),
        Arbitraries.of("isl", "agg", "layers", "gemm", "constraints", "profiles")
            .flatMap(
                key ->
                    Arbitraries.strings()
                        .withChars("ab12.:{}[]-,\n ")
                        .ofMaxLength(20)
                        .map(value -> key + ": " + value)));
  }
}

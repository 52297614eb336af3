package io.servelab.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.ServeLabException;
import io.servelab.layers.FixedTime;
import io.servelab.layers.LayerEdit;
import io.servelab.layers.LayerEdits;
import io.servelab.layers.LayerRange;
import io.servelab.model.GemmQuant;
import io.servelab.model.Models;
import io.servelab.op.Operation;
import io.servelab.op.TokenShare;
import io.servelab.op.dense.ElementWise;
import io.servelab.op.dense.Gemm;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Edits of layers are part of a study and of its file. */
class LayerEditsPropertyTest {

  private static final Models MODELS = new Models();

  private static StudyConfig study() {
    return StudyConfig.standard(MODELS)
        .with(Map.of("model", "Qwen/Qwen3-32B", "system", "h200_sxm", "gpus", 8));
  }

  @Property(tries = 200)
  void editsReadBackIdenticalFromTheFileOfTheirStudy(@ForAll("edits") List<LayerEdit> edits) {
    StudyConfig edited = study().with("layer_edits", LayerEdits.writeAll(edits));
    StudyConfig again = StudyConfig.parse(edited.toYaml());
    assertEquals(edited, again);
    assertEquals(edits, again.resolve().options().choices().edits());
    assertEquals(edited.toYaml(), again.toYaml());
  }

  @Example
  void aStudyWithoutEditsHasNone() {
    StudyConfig edited = study().with("layer_edits", List.of(Map.of("drop", "ar_1")));
    assertEquals(List.of(), edited.with("layer_edits", null).resolve().options().choices().edits());
  }

  @Example
  void wrongEditsFailWhereTheyAreSet() {
    assertRefused(Map.of("scale", "attention"), "factor");
    assertRefused(Map.of("scale", "attention", "factor", -1), "-1");
    assertRefused(Map.of("scale", "attention", "factr", 1, "factor", 1), "factor");
    assertRefused(Map.of("scale", "attention", "factor", 1, "drop", "ar_1"), "exactly one");
    assertRefused(Map.of("drop", "ar_1", "layers", "9-3"), "9-3");
    assertRefused(Map.of("add", "extra", "after", "ar_1", "n", 1, "k", 1, "format", "x"), "'x'");
  }

  private static void assertRefused(Map<String, ?> edit, String part) {
    ServeLabException refusal =
        assertThrows(ServeLabException.class, () -> study().with("layer_edits", List.of(edit)));
    assertTrue(refusal.getMessage().contains(part), refusal.getMessage());
  }

  @Provide
  Arbitrary<List<LayerEdit>> edits() {
    Arbitrary<String> names =
        Arbitraries.of("attention", "context_*", "*_gemm", "y", "no", "a: b", "\"quoted\"", "7");
    Arbitrary<Double> numbers = Arbitraries.doubles().between(0, 1e6);
    Arbitrary<Operation> operations =
        Arbitraries.oneOf(
            Combinators.combine(numbers, numbers, numbers).as(FixedTime::new),
            numbers.map(bytes -> new ElementWise(bytes, TokenShare.WHOLE)),
            Combinators.combine(
                    Arbitraries.longs().between(1, 1 << 20),
                    Arbitraries.longs().between(1, 1 << 20),
                    Arbitraries.of(GemmQuant.values()))
                .as(Gemm::of));
    Arbitrary<LayerEdit> everywhere =
        Arbitraries.oneOf(
            Combinators.combine(names, numbers).as(LayerEdit.Scale::new),
            names.map(LayerEdit.Drop::new),
            Combinators.combine(names, operations).as(LayerEdit.Replace::new),
            Combinators.combine(names, names, operations).as(LayerEdit.Add::new),
            Combinators.combine(names, Arbitraries.of("fp8", "nvfp4"))
                .as(LayerEdit.Requantise::new));
    Arbitrary<LayerEdit> somewhere =
        Combinators.combine(
                everywhere,
                Arbitraries.integers().between(0, 99),
                Arbitraries.integers().between(0, 99))
            .as(
                (edit, first, more) ->
                    new LayerEdit.Within(edit, new LayerRange(first, first + more)));
    return Arbitraries.oneOf(everywhere, somewhere).list().ofMaxSize(4);
  }
}

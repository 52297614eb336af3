package io.servelab;

import static io.servelab.ServeLab.fixedTime;
import static io.servelab.ServeLab.isl;
import static io.servelab.ServeLab.osl;
import static io.servelab.ServeLab.study;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.UnknownNameException;
import io.servelab.study.StudyConfig;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** Model layers as a person meets them. */
class LayersTest {

  private static final double ROUNDED = 1e-3;

  private static final Study STUDY =
      study("Qwen/Qwen3-8B").on("h200_sxm", 2).workload(isl(2000), osl(200));

  private static Row effect(Study edited, String metric) {
    Table table = edited.layers().effect().table();
    return table.where(table.stringColumn("metric").isEqualTo(metric)).iterator().next();
  }

  @Test
  void theStackShowsWhereEveryMillisecondOfAPassGoes() {
    Table table = STUDY.layers().table();
    Table decode = table.where(table.stringColumn("pass").isEqualTo("decode"));
    assertEquals(100, decode.doubleColumn("share_pct").sum(), ROUNDED);
    assertTrue(decode.stringColumn("operation").contains("generation_attention"));
    assertEquals(
        0, decode.stringColumn("source").where(decode.stringColumn("source").isMissing()).size());
  }

  @Test
  void anEditShowsInPassesMemoryAndSearch() {
    Study edited =
        STUDY.layers(
            edit -> edit.scale("context_attention", 2).requantise("qkv_gemm", "fp8").drop("ar_1"));
    assertEquals(
        2,
        effect(edited, "mixed: context_attention (scaled)").getDouble("after")
            / effect(edited, "mixed: context_attention (scaled)").getDouble("before"),
        ROUNDED);
    assertTrue(effect(edited, "mixed weights").getDouble("change") < 0);
    assertEquals(
        edited.search().best().tokensPerSPerGpu(),
        effect(edited, "search: throughput of the cluster").getDouble("after"),
        ROUNDED);
  }

  @Test
  void aResultNamesItsEditsAndItsFileKeepsThem() {
    Study edited = STUDY.layers(edit -> edit.replace("act_gate", fixedTime(0.01)));
    assertTrue(edited.search().text().contains("edited layers: act_gate replaced"));
    assertEquals(edited.configuration(), StudyConfig.parse(edited.yaml()));
    Study more = edited.layers(edit -> edit.drop("*norm*"));
    assertEquals(2, more.layers().edits().size());
    assertEquals(
        STUDY.search().best().tokensPerSPerGpu(),
        more.with("layer_edits", null).search().best().tokensPerSPerGpu());
  }

  @Test
  void anUnknownOperationOffersTheNearest() {
    UnknownNameException refusal =
        assertThrows(
            UnknownNameException.class, () -> STUDY.layers(edit -> edit.scale("atention", 2)));
    assertTrue(refusal.getMessage().contains("Did you mean attention"), refusal.getMessage());
  }
}

package io.servelab.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Tab offers is the next step, and nothing that is there by accident. */
class CompletionTest {

  private static ShellSession session;

  @BeforeAll
  static void open() throws IOException {
    session = ShellSession.open();
  }

  @AfterAll
  static void close() {
    session.close();
  }

  @Test
  void afterTheModelComeTheMachines() {
    assertEquals(Set.of("on", "help"), session.offeredAfter("study(\"x\")."));
  }

  @Test
  void afterTheMachinesComesTheRestOfTheQuestion() {
    assertEquals(
        Set.of(
            "afd",
            "assumptions",
            "autoscale",
            "backend",
            "calibrate",
            "config",
            "changes",
            "generate",
            "grid",
            "help",
            "layers",
            "mimeBundle",
            "objective",
            "ownTable",
            "perf",
            "prefer",
            "price",
            "prices",
            "recommend",
            "require",
            "rules",
            "search",
            "sla",
            "sweep",
            "version",
            "with",
            "workload",
            "yaml"),
        session.offeredAfter("study(\"x\").on(\"h200_sxm\", 8)."));
  }

  @Test
  void afterTheSearchComeTheWaysToLookAtIt() {
    Set<String> offered = session.offeredAfter("study(\"x\").on(\"h200_sxm\", 8).search().");
    assertTrue(
        offered.containsAll(
            List.of("best", "top", "front", "table", "compareTo", "verdict", "save", "help")),
        offered.toString());
  }

  @Test
  void theFiguresOfADeploymentAreOneTabAway() {
    assertEquals(
        Set.of("plot", "plotLoad", "plotMemory", "plotOperation", "plotRoofline", "plotWaterfall"),
        session.offeredAfter("study(\"x\").on(\"y\", 8).search().best().plot"));
  }

  @Test
  void theFiguresOfEverythingElseAreOneTabAwayToo() {
    assertEquals(
        Set.of("plotHeatmap"), session.offeredAfter("study(\"x\").on(\"y\", 8).search().plot"));
    assertEquals(Set.of("plotGemm"), session.offeredAfter("perf(\"y\", \"trtllm\").plot"));
    assertEquals(
        Set.of("plot", "plotFronts", "plotHeatmap"),
        session.offeredAfter("study(\"x\").on(\"y\", 8).sweep(\"isl\", 1).plot"));
    assertEquals(
        Set.of("plot"), session.offeredAfter("study(\"x\").on(\"y\", 8).config().diff(null).plot"));
  }

  @Test
  void aTypedBeginningIsCompleted() {
    assertEquals(Set.of("workload"), session.offeredAfter("study(\"x\").on(\"y\", 8).wo"));
    assertTrue(session.offeredAfter("stu").containsAll(Set.of("study", "studyFrom")));
  }
}

package io.servelab;

import static io.servelab.ServeLab.concurrentRequests;
import static io.servelab.ServeLab.requestsPerSecond;
import static io.servelab.ServeLab.study;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.InfeasibleException;
import io.servelab.error.InvalidValueException;
import io.servelab.error.UnknownNameException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** Constraints, objectives, prices, loads, fronts and grids, as a notebook asks for them. */
class JudgementTest {

  private static final Study STUDY =
      study("Qwen/Qwen3-32B-FP8").on("h200_sxm", 4).sla(ServeLab.tpot(30));
  private static final Result RESULT = STUDY.search();

  @TempDir Path folder;

  @Test
  void aRequiredBoundHoldsForEverythingRecommended() {
    Result result = STUDY.require("request_latency_ms <= 12000").search();
    assertFalse(result.top().isEmpty());
    for (Deployment each : result.top()) {
      assertTrue(each.rows().latency().requestMs() <= 12000, each.toString());
    }
    assertTrue(result.verdict().startsWith("Best by score"), result.verdict());
  }

  @Test
  void aPreferredBoundLowersScoresAndExplainsItself() {
    Result result = STUDY.prefer("ttft_ms <= 300", 2, 0.5).search();
    String why = result.scores().explain();
    assertTrue(why.contains("ttft_ms <= 300 (soft)"), why);
    assertTrue(result.best().ttftMs() <= RESULT.best("agg").ttftMs());
    Table scores = result.scores().table();
    assertTrue(scores.columnNames().contains("penalty of ttft_ms <= 300"));
  }

  @Test
  void anObjectiveMayBeLatencyOrCostOrALambda() {
    double fastest =
        STUDY.objective("request_latency_ms").search().best().rows().latency().requestMs();
    assertTrue(fastest <= RESULT.best().rows().latency().requestMs());
    assertThrows(
        InvalidValueException.class,
        () -> STUDY.objective("cost_per_million_tokens").search(),
        "cost needs prices");
    Result priced = STUDY.price("h200_sxm", 3.2).objective("cost_per_million_tokens").search();
    assertTrue(priced.table().columnNames().contains("cost_usd_per_million_tokens"));
    assertTrue(priced.picks().table().stringColumn("purpose").contains("cheapest"));
    Deployment own = RESULT.scores("speed", each -> 1 / each.tpotMs()).within(0).best();
    double least = RESULT.table().doubleColumn("tpot_ms").min();
    assertEquals(least, own.tpotMs(), 1e-9);
  }

  @Test
  void whatIsInfeasibleTellsTheNearestMissAndTheSmallestChange() {
    Study impossible = STUDY.with("serving_mode", "agg").rules("servelab").sla(ServeLab.tpot(3));
    Result result = impossible.search();
    Table misses = result.misses().table();
    assertEquals(
        1, misses.where(misses.stringColumn("constraint").isEqualTo("tpot_ms <= 3")).rowCount());
    Table changes = impossible.changes().table();
    double needed =
        changes
            .where(changes.stringColumn("setting").isEqualTo("tpot"))
            .doubleColumn("needed")
            .get(0);
    // A little more than what is needed works, a little less does not.
    assertTrue(meets(impossible.sla(ServeLab.tpot(needed)), needed));
    assertFalse(meets(impossible.sla(ServeLab.tpot(needed * 0.98)), needed * 0.98));
  }

  private static boolean meets(Study study, double tpotMs) {
    return study.search().best().tpotMs() <= tpotMs;
  }

  @Test
  void contradictingBoundsAreRefused() {
    Study both = STUDY.require("power_w <= 500").require("power_w >= 600");
    assertThrows(InvalidValueException.class, both::search);
    assertThrows(UnknownNameException.class, () -> STUDY.require("powr_w <= 500"));
    assertThrows(InvalidValueException.class, () -> STUDY.require("power_w = 500"));
    assertThrows(InvalidValueException.class, () -> STUDY.price("h200_sxm", -1).search());
  }

  @Test
  void aProfileThatTheHardwareCannotRunIsNamed() {
    String verdict = STUDY.with("profiles", List.of("nvfp4")).search().verdict();
    assertTrue(verdict.contains("nvfp4_wo"), verdict);
    assertTrue(verdict.contains("profiles = [nvfp4] in user; gemm = nvfp4 in nvfp4"), verdict);
    assertThrows(UnknownNameException.class, () -> STUDY.price("h20_sxm", 3).search());
  }

  @Test
  void aLoadIsServedByTheFewestGpusOrInPart() {
    Table fewest = STUDY.recommend(requestsPerSecond(20)).table();
    assertEquals(100, fewest.doubleColumn("load_served_pct").get(0));
    Table part = RESULT.sizes(concurrentRequests(5000)).table();
    assertTrue(part.doubleColumn("load_served_pct").get(0) < 100);
    assertThrows(
        InfeasibleException.class,
        () -> STUDY.sla(ServeLab.ttft(1)).recommend(requestsPerSecond(1)));
  }

  @Test
  void pricesComeFromAFile() throws IOException {
    Table priced = STUDY.prices(Path.of("docs", "example-prices.yaml")).search().table();
    assertTrue(priced.columnNames().contains("cost_usd_per_million_tokens"));
    Path wrong =
        Files.writeString(folder.resolve("prices.yaml"), "currency: EUR\nh200_sxm: dear\n");
    String refusal =
        assertThrows(InvalidValueException.class, () -> STUDY.prices(wrong)).getMessage();
    assertTrue(refusal.contains("line 2, column 1"), refusal);
  }

  @Test
  void poolsOnTheirOwnAreAWorkerOfEach() {
    Table pairs = STUDY.autoscale().table();
    assertEquals(5, pairs.rowCount());
    assertTrue(pairs.doubleColumn("ttft_ms").max() <= 2000);
  }

  @Test
  void aSearchMayKeepToItsTargets() {
    Result alone = STUDY.with("pareto_sweep", false).search();
    assertTrue(alone.table().rowCount() < RESULT.table().rowCount());
    assertEquals(RESULT.best().tokensPerSPerGpu(), alone.best().tokensPerSPerGpu(), 1e-9);
  }

  @Test
  void frontsMayHaveAnyNumberOfMetrics() {
    MetricFront front =
        RESULT.front("tokens_per_s_per_user", "tokens_per_s_per_gpu", "replica_gpus");
    List<Deployment> members = front.deployments();
    assertFalse(members.isEmpty());
    assertEquals(0, front.distance(front.knee()));
    assertTrue(members.stream().allMatch(each -> front.dominating(each).isEmpty()));
    Deployment slow = RESULT.scores("badness", each -> each.tpotMs()).within(0).best();
    assertTrue(front.dominating(slow).isPresent() || front.distance(slow) == 0);
    assertTrue(front.hypervolume(1, 1, 9) > 0);
    assertThrows(InvalidValueException.class, () -> front.hypervolume(1, 1));
    assertThrows(UnknownNameException.class, () -> RESULT.front("speed"));
  }

  @Test
  void aGridGrowsAndGoesOnFromItsFile() throws IOException {
    Path file = folder.resolve("grid.csv");
    Grid grid = STUDY.grid().over("backend", "trtllm", "vllm").over("osl", 100, 200).into(file);
    List<Integer> sizes = new ArrayList<>();
    Table all = grid.table(growing -> sizes.add(growing.rowCount()));
    assertEquals(8, all.rowCount());
    assertEquals(8, sizes.get(sizes.size() - 1));
    List<String> lines = Files.readAllLines(file);
    Table more =
        STUDY
            .grid()
            .over("backend", "trtllm", "vllm")
            .over("osl", 100, 200, 300)
            .into(file)
            .table();
    assertEquals(12, more.rowCount());
    assertEquals(lines.get(1), Files.readAllLines(file).get(1));
    assertThrows(UnknownNameException.class, () -> STUDY.grid().over("islle", 1));
  }

  @Test
  void enginesAreComparedWhereNoneIsChosen() {
    Result all = STUDY.backend("auto").search();
    double best =
        List.of("trtllm", "sglang", "vllm").stream()
            .mapToDouble(engine -> STUDY.backend(engine).search().best().tokensPerSPerGpu())
            .max()
            .orElseThrow();
    assertEquals(best, all.best().tokensPerSPerGpu(), 1e-9);
    assertTrue(all.table().columnNames().contains("backend"));
    assertFalse(all.best().files().names().isEmpty());
  }
}

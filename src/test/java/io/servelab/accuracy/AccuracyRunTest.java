package io.servelab.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.UnknownNameException;
import io.servelab.hardware.DataHome;
import io.servelab.model.Models;
import io.servelab.perf.Databases;
import io.servelab.perf.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccuracyRunTest {

  private static final String HEADING =
      "id,model,system,backend,mode,precision,gemm_quant_mode,isl,osl,concurrency,tp,pp,dp,sources,";
  private static final String POINT =
      "a1,Llama-3.1-70B,b200_sxm,vllm,agg,fp8,fp8,1024,1024,16,4,1,1,,";

  private static final Databases DATABASES = new Databases(DataHome.locate(Optional.empty()));

  @TempDir private Path folder;

  @Test
  void predictionsDoNotLookAtWhatWasMeasured() throws IOException {
    assertEquals(
        predict(HEADING + "ttft_ms,tpot_ms", POINT + "1,1"),
        predict(HEADING + "ttft_ms,tpot_ms", POINT + ","));
  }

  @Test
  void aPredictionLiesInsideItsBand() throws IOException {
    String[] cells = predict(HEADING + "x", POINT).get(1).split(",", -1);
    double ttft = Double.parseDouble(cells[1]);
    assertTrue(Double.parseDouble(cells[3]) < ttft && ttft < Double.parseDouble(cells[4]));
    assertTrue(ttft > 10 && ttft < 1000, "milliseconds, not seconds: " + ttft);
  }

  @Test
  void oneBadLineSpoilsNoOther() throws IOException {
    List<String> rows =
        predict(HEADING + "x", POINT.replace("Llama-3.1-70B", "Lama"), POINT.replace("a1", "a2"));
    assertTrue(rows.get(1).startsWith("a1,,") && rows.get(1).contains("Lama"));
    assertTrue(rows.get(2).startsWith("a2,") && rows.get(2).endsWith(",,"));
  }

  @Test
  void poolsOfUnknownSizeAreRefused() throws IOException {
    String row = predict(HEADING + "x", POINT.replace(",agg,", ",disagg,")).get(1);
    assertTrue(row.contains("pools are unknown"), row);
  }

  @Test
  void requestsBeyondTheContextAreRefused() throws IOException {
    String row = predict(HEADING + "x", POINT.replace(",1024,1024,", ",131072,1024,")).get(1);
    assertTrue(row.contains("context ends at 131072 tokens"), row);
  }

  @Test
  void expertsOfUnknownWidthAreShardedLikeTheRest() throws IOException {
    String experts = POINT.replace("Llama-3.1-70B", "MiniMax-M2.5");
    String stated = predict(HEADING + "moe_tp,moe_ep", experts + "4,1").get(1);
    assertEquals(stated, predict(HEADING + "moe_tp,moe_ep", experts + ",").get(1));
  }

  /** SGLang's attention over an FP8 cache, which FP4 checkpoints bring, is not measured on H100. */
  @Test
  void whereAnFp8CacheWasNotMeasuredA16BitOneAnswers() throws IOException {
    String fp4 = "a1,Qwen3-32B,h100_sxm,sglang,agg,fp4,nvfp4,1024,1024,16,2,1,1,,";
    Prediction said = run(HEADING + "x", fp4).answers().get(0).prediction().orElseThrow();
    assertTrue(said.reading().endsWith("cache bfloat16"), said.reading());
    assertTrue(said.latency().tpotMs() > 1 && said.latency().tpotMs() < 100);
  }

  @Test
  void withoutMeasurementsTheSummarySaysSo() throws IOException {
    assertTrue(run(HEADING + "x", POINT).summary().contains("nothing to compare"));
    assertEquals(List.of(), run(HEADING + "x", POINT).errorsBy());
  }

  @Test
  void errorsAreRelativeToTheMeasurement() throws IOException {
    MeasuredPoint.Latency said =
        run(HEADING + "x", POINT).answers().get(0).prediction().orElseThrow().latency();
    String measured = said.ttftMs() / 1.25 + "," + said.tpotMs() / 0.8;
    GroupErrors ttft = run(HEADING + "ttft_ms,tpot_ms", POINT + measured).errorsBy().get(0);
    GroupErrors tpot = run(HEADING + "ttft_ms,tpot_ms", POINT + measured).errorsBy().get(1);
    assertEquals(0.25, ttft.errors().all().mean(), 1e-9);
    assertEquals(-0.2, tpot.errors().all().bias(), 1e-9);
    assertEquals(Math.log(1.25), ttft.errors().all().meanLog(), 1e-9);
    assertEquals(1, ttft.errors().insideShare(), "25 per cent lie inside the band");
  }

  @Test
  void partsOfAPredictionAddUp() throws IOException {
    Prediction said = run(HEADING + "x", POINT).answers().get(0).prediction().orElseThrow();
    Breakdown parts = said.breakdown();
    assertEquals(
        said.latency().ttftMs(), parts.requestMs() + parts.queueMs() + parts.promptMs(), 1e-6);
    assertEquals(
        said.latency().tpotMs(), parts.deviceMs() + parts.hostMs() + parts.besideMs(), 1e-9);
    assertTrue(parts.queueMs() > 0 && parts.deviceMs() > parts.hostMs(), parts.toString());
  }

  @Test
  void groupsAreMadeByAnyColumn() throws IOException {
    AccuracyRun run =
        run(
            HEADING + "ttft_ms,tpot_ms",
            POINT + "100,10",
            POINT.replace("a1", "a2").replace(",16,4,", ",8,4,") + "90,9");
    assertEquals(
        List.of("8", "8", "8", "16", "16", "16"),
        run.errorsBy("concurrency").stream().map(GroupErrors::group).toList());
    assertEquals(1, run.where("concurrency", "8").answers().size());
    UnknownNameException unknown =
        assertThrows(UnknownNameException.class, () -> run.errorsBy("concurency"));
    assertTrue(unknown.getMessage().contains("concurrency"), unknown.getMessage());
  }

  @Test
  void aFamilyIsRankedByWhatWasMeasured() throws IOException {
    String slow = POINT.replace("a1", "a2").replace(",16,4,", ",256,4,");
    AccuracyRun right = run(HEADING + "ttft_ms,tpot_ms", POINT + "100,10", slow + "1000,20");
    AccuracyRun wrong = run(HEADING + "ttft_ms,tpot_ms", POINT + "1000,20", slow + "100,10");
    assertEquals(1, right.rankingBy().get(0).order().tpot());
    assertEquals(0, right.rankingBy().get(0).choice().lost());
    assertEquals(0, wrong.rankingBy().get(0).order().tpot());
    assertEquals(1, wrong.rankingBy().get(0).families());
  }

  @Test
  void whatIsLeftOutDoesNotEnterItsOwnPrediction() throws IOException {
    String other = POINT.replace("a1", "a2").replace("b200_sxm", "h100_sxm");
    List<Answer> normal = leavingOut(POINT + "60,9,ok", other + "120,12,ok");
    List<Answer> slower = leavingOut(POINT + "90,18,ok", other + "120,12,ok");
    assertEquals(tpotMs(normal.get(0)), tpotMs(slower.get(0)));
    assertTrue(tpotMs(normal.get(1)) < tpotMs(slower.get(1)), "fitted to a slower group");
  }

  private static double tpotMs(Answer answer) {
    return answer.prediction().orElseThrow().latency().tpotMs();
  }

  private List<Answer> leavingOut(String... lines) throws IOException {
    List<String> all = new ArrayList<>(List.of(HEADING + "ttft_ms,tpot_ms,quality"));
    all.addAll(List.of(lines));
    Path points = Files.write(folder.resolve("points.csv"), all);
    return AccuracyRun.leavingGroupsOut(points, DATABASES, new Models(), RuleSet.SERVELAB)
        .answers();
  }

  private List<String> predict(String... lines) throws IOException {
    Path out = folder.resolve("predictions.csv");
    run(lines).write(out.toString());
    return Files.readAllLines(out);
  }

  private AccuracyRun run(String... lines) throws IOException {
    Path points = Files.write(folder.resolve("points.csv"), List.of(lines));
    return AccuracyRun.of(points, DATABASES, new Models(), RuleSet.SERVELAB);
  }
}

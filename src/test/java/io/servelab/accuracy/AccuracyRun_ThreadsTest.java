package io.servelab.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.servelab.Threads;
import io.servelab.hardware.DataHome;
import io.servelab.model.Models;
import io.servelab.perf.Databases;
import io.servelab.perf.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Neither threads nor the order of a file move a digit. */
class AccuracyRun_ThreadsTest {

  private static final String HEADING =
      "id,model,system,backend,mode,precision,isl,osl,concurrency,tp,dp,moe_tp,moe_ep,quality,"
          + "prefill_workers,prefill_batch,prefill_tp,decode_workers,decode_batch,decode_tp,"
          + "ttft_ms,tpot_ms";

  private static final List<String> LINES = new ArrayList<>();

  @TempDir private Path folder;

  @BeforeAll
  static void lines() {
    String[] deployments = {
      "Qwen3-32B,h200_sxm,trtllm,agg,fp8,1024,1024,%d,2,1,,,ok,,,,,,,",
      "Qwen3-32B,h100_sxm,trtllm,agg,fp8,1024,128,%d,2,1,,,ok,,,,,,,",
      "gpt-oss-120b,h200_sxm,trtllm,agg,fp4,8192,1024,%d,1,2,1,2,ok,,,,,,,",
      "Qwen3-32B,h200_sxm,trtllm,disagg,fp8,4000,500,%d,,,,,ok,2,1,1,1,64,2,",
    };
    for (int index = 0; index < deployments.length; index++) {
      for (int clients : new int[] {3, 16, 40}) {
        String cells = String.format(deployments[index], clients);
        LINES.add("p" + index + "c" + clients + "," + cells + 40 * (index + 2) + "," + (9 + index));
      }
    }
  }

  private Path shuffled(int seed) throws IOException {
    List<String> lines = new ArrayList<>(LINES);
    Collections.shuffle(lines, new Random(seed));
    lines.add(0, HEADING);
    return Files.write(folder.resolve(seed + ".csv"), lines);
  }

  private static Map<String, Prediction> byId(AccuracyRun run) {
    Map<String, Prediction> predictions = new TreeMap<>();
    run.answers()
        .forEach(answer -> predictions.put(answer.row().id(), answer.prediction().orElseThrow()));
    return predictions;
  }

  private static Databases fresh() {
    return new Databases(DataHome.locate(Optional.empty()));
  }

  @Test
  void predictionsAreTheSameWithAnyThreadsInAnyOrder() throws IOException {
    Path one = shuffled(1);
    Path other = shuffled(2);
    Map<String, Prediction> alone =
        Threads.use(1, () -> byId(AccuracyRun.of(one, fresh(), new Models(), RuleSet.SERVELAB)));
    assertEquals(LINES.size(), alone.size());
    assertEquals(
        alone,
        Threads.use(8, () -> byId(AccuracyRun.of(other, fresh(), new Models(), RuleSet.SERVELAB))));
  }

  @Test
  void soAreHostTimesThatAreFittedAnew() throws IOException {
    Databases databases = fresh();
    Path one = shuffled(1);
    Path other = shuffled(2);
    AccuracyRun alone =
        Threads.use(
            1, () -> AccuracyRun.leavingGroupsOut(one, databases, new Models(), RuleSet.SERVELAB));
    AccuracyRun crowd =
        Threads.use(
            8,
            () -> AccuracyRun.leavingGroupsOut(other, databases, new Models(), RuleSet.SERVELAB));
    assertEquals(alone.fitted(), crowd.fitted());
    assertEquals(byId(alone), byId(crowd));
  }
}

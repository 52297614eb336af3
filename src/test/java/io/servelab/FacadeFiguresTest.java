package io.servelab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.servelab.error.UnknownNameException;
import io.servelab.plot.PlotFigure;
import io.servelab.search.BoundedOperation;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** The figures that the facade offers tell what the tables tell. */
class FacadeFiguresTest {

  private static Study study;
  private static Result result;
  private static Deployment best;

  @BeforeAll
  static void search() {
    study =
        ServeLab.study("Qwen/Qwen3-32B-FP8")
            .on("h200_sxm", 32)
            .backend("trtllm")
            .rules("reference")
            .workload(ServeLab.isl(4000), ServeLab.osl(500), ServeLab.prefix(500))
            .sla(ServeLab.ttft(300), ServeLab.tpot(10));
    result = study.search();
    best = result.best("disagg");
  }

  @Test
  void theWaterfallEndsWithTheTimeOfThePass() {
    JsonNode trace = traces(best.plotWaterfall("decode")).get(0);
    int last = trace.path("x").size() - 1;
    Table operations = best.breakdown();
    double passMs =
        operations
            .where(operations.stringColumn("pass").isEqualTo("decode"))
            .doubleColumn("time_ms")
            .sum();
    assertEquals("whole pass", trace.path("y").get(last).asText());
    assertEquals(passMs, trace.path("x").get(last).asDouble(), 1e-9 * passMs);
  }

  @Test
  void aPassThatADeploymentHasNotIsRefusedWithThoseItHas() {
    UnknownNameException refused =
        assertThrows(UnknownNameException.class, () -> best.plotWaterfall("decoed"));
    assertTrue(refused.getMessage().contains("decode"), refused.getMessage());
  }

  @Test
  void theMemoryOfARankAddsUpToTheDevice() {
    double gib =
        traces(best.plotMemory()).stream()
            .mapToDouble(trace -> trace.path("x").get(1).asDouble())
            .sum();
    double deviceGib =
        study.perf().rows().system().gpu().memoryCapacityBytes() / (double) (1L << 30);
    assertEquals(deviceGib, gib, 1e-6 * deviceGib);
  }

  @Test
  void noOperationIsFasterThanItsRoofAndEachIsNamedOnce() {
    List<BoundedOperation> operations = BoundedOperation.of(result.rows().request(), best.rows());
    for (BoundedOperation operation : operations) {
      double roofMs = Math.max(operation.mathMs(), operation.memoryMs());
      assertTrue(operation.timeMs() >= 0.99 * roofMs, operation.toString());
    }
    assertEquals(
        Stream.of("what the hardware allows", "prefill", "decode").toList(),
        traces(best.plotRoofline()).stream().map(trace -> trace.path("name").asText()).toList());
  }

  @Test
  void aProductIsDrawnWithItsMeasuredPointsAndTheQuestion() {
    List<JsonNode> traces = traces(best.plotOperation("generation_qkv_gemm"));
    assertEquals(
        List.of("interpolated", "measured"),
        traces.stream().limit(2).map(trace -> trace.path("name").asText()).toList());
    JsonNode asked = traces.get(2);
    assertEquals("star", asked.path("marker").path("symbol").asText());
    assertEquals(64, asked.path("x").get(0).asInt());
    assertTrue(numbers(traces.get(1).path("x")).contains(64.0), "64 tokens were measured");
  }

  @Test
  void aMeasuredProductIsOnTheCurveThatIsReadFromIt() {
    List<JsonNode> traces = traces(study.perf().plotGemm("fp8_block", 5120, 5120, 100));
    List<Double> curve = numbers(traces.get(0).path("y"));
    assertTrue(curve.containsAll(numbers(traces.get(1).path("y"))));
  }

  @Test
  void theLoadOfALayoutRisesWithItsBatch() {
    JsonNode line = traces(result.best("agg").plotLoad()).get(0);
    assertTrue(line.path("x").size() > 5, line.toString());
    List<Double> throughput = numbers(line.path("y"));
    assertTrue(throughput.get(0) < throughput.get(throughput.size() - 1));
  }

  @Test
  void theMapOfTwoChoicesHoldsTheRecommendedDeployment() {
    JsonNode cells = traces(result.plotHeatmap("agg.tp", "agg.batch")).get(0).path("z");
    double highest =
        StreamSupport.stream(cells.spliterator(), false)
            .flatMap(row -> StreamSupport.stream(row.spliterator(), false))
            .filter(JsonNode::isNumber)
            .mapToDouble(JsonNode::asDouble)
            .max()
            .orElseThrow();
    assertEquals(result.best("agg").tokensPerSPerGpu(), highest, 1e-9);
  }

  @Test
  void choicesOfDifferentKindsOfDeploymentAreNotPutInOneMap() {
    assertThrows(UnknownNameException.class, () -> result.plotHeatmap("agg.tp", "decode.batch"));
    assertThrows(UnknownNameException.class, () -> result.plotHeatmap("agg.tp", "agg.bacth"));
  }

  @Test
  void aSweepTellsWhatItsSearchesTellOneByOne() {
    Table swept = study.sweep("isl", 4000, 8000).by("ttft", 1000).table();
    assertEquals(List.of(4000.0, 8000.0), swept.doubleColumn("isl").asList());
    double alone = study.with("isl", 8000).with("ttft", 1000).search().best().tokensPerSPerGpu();
    assertEquals(alone, swept.doubleColumn("cluster_tokens_s_gpu").get(1), 1e-9);
  }

  @Test
  void aStudyOfASweepThatHasNoAnswerKeepsItsReason() {
    Table swept = study.sweep("isl", 4000, 4_000_000).table();
    assertTrue(swept.stringColumn("mode").isMissing(1));
    assertTrue(!swept.stringColumn("reason").get(1).isEmpty());
  }

  @Test
  void anInterruptedSweepGoesOnWhereItStopped() {
    Sweep sweep = study.sweep("isl", 4000, 4100);
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, sweep::table);
    assertEquals(2, sweep.table().rowCount());
  }

  @Test
  void theFrontsOfASweepAreNamedByTheirSettings() {
    List<String> names =
        traces(study.sweep("isl", 4000, 4001).by("backend", "trtllm").plotFronts()).stream()
            .map(trace -> trace.path("name").asText())
            .toList();
    assertTrue(
        names.containsAll(List.of("isl 4000, trtllm, agg", "isl 4001, trtllm, disagg")),
        names.toString());
  }

  @Test
  void aSweepOverWordsIsAMap() {
    JsonNode map = traces(study.sweep("backend", "trtllm", "sglang").plot()).get(0);
    assertEquals("heatmap", map.path("type").asText());
  }

  @Test
  void changedSettingsStandAtTheLayersThatDecide() {
    PlotFigure figure =
        study.with("decode.max_batch_size", 64).search().compareTo(result).changes().plot();
    List<JsonNode> traces = traces(figure);
    assertEquals("before", traces.get(0).path("name").asText());
    assertEquals("after", traces.get(1).path("name").asText());
    assertTrue(figure.json().contains("\"disagg\"") && figure.json().contains("\"user\""));
    assertTrue(traces.get(0).path("x").get(0).asInt() < traces.get(1).path("x").get(0).asInt());
  }

  private static List<JsonNode> traces(PlotFigure figure) {
    try {
      JsonNode data = new ObjectMapper().readTree(figure.json()).path("data");
      return IntStream.range(0, data.size()).mapToObj(data::get).toList();
    } catch (JsonProcessingException broken) {
      throw new AssertionError(broken);
    }
  }

  private static List<Double> numbers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asDouble).toList();
  }
}

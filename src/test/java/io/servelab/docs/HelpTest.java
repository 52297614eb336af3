package io.servelab.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.Result;
import io.servelab.ServeLab;
import io.servelab.Study;
import io.servelab.notebook.HelpCard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every line that help shows can be typed as it stands. */
class HelpTest {

  private static final Path EXPERIMENTS =
      Path.of("src", "test", "resources", "studies", "request-latency.yaml").toAbsolutePath();
  private static final Path MEASURED = Path.of("notebooks/data/gpt-oss-120b-h200-tp2.json");
  private static final String RUNNING = "vllm serve Qwen/Qwen3-32B-FP8 -tp 4";

  @Test
  void everyLineOfHelpRuns() throws IOException {
    Study study = ServeLab.study("Qwen/Qwen3-32B-FP8").on("h200_sxm", 8);
    Result result = study.search();
    List<HelpCard> cards =
        List.of(
            ServeLab.help(),
            ServeLab.study("Qwen/Qwen3-32B-FP8").help(),
            ServeLab.support().help(),
            study.help(),
            result.help(),
            result.best().help(),
            result.front().help(),
            study.sweep("isl", 1000, 2000).help(),
            study.grid().help(),
            result.scores().help(),
            result.front("tokens_per_s_per_user", "tokens_per_s_per_gpu").help(),
            ServeLab.experiments(EXPERIMENTS).help(),
            study.config().help(),
            study.layers().help(),
            study.config().diff(study.config()).help(),
            study.perf().help(),
            study.perf().audit().help(),
            ServeLab.calibrate(MEASURED).help(),
            result.compareTo(result).help(),
            result.best().files().help(),
            result.best().serve().help(),
            result.best().serve().curve(1).help(),
            ServeLab.adapt(RUNNING).on("h200_sxm").help(),
            ServeLab.kvCache("Qwen/Qwen3-32B-FP8", "h200_sxm", "vllm").help());
    try (ShellSession session = ShellSession.open()) {
      session.require("var study = study(\"Qwen/Qwen3-32B-FP8\").on(\"h200_sxm\", 8);");
      session.require("var result = study.search();");
      session.require("var deployment = result.best();");
      session.require("var serving = deployment.serve();");
      session.require("var curve = serving.curve(1, 2);");
      session.require("var front = result.front();");
      session.require("var config = study.config();");
      session.require("var layers = study.layers();");
      session.require("var diff = study.with(\"isl\", 8000).config().diff(config);");
      session.require("var grid = study.grid().over(\"osl\", 500, 1000);");
      session.require("var scores = result.scores();");
      session.require(
          "var metricFront ="
              + " result.front(\"tokens_per_s_per_user\", \"tokens_per_s_per_gpu\");");
      session.require("var trials = experiments(Path.of(\"" + EXPERIMENTS + "\"));");
      session.require("var sweep = study.sweep(\"isl\", 1000, 2000);");
      session.require("var perf = study.perf();");
      session.require("var audit = perf.audit();");
      session.require("var calibration = calibrate(Path.of(\"" + MEASURED + "\"));");
      session.require("var comparison = result.compareTo(result);");
      session.require("var files = deployment.files();");
      session.require(
          "var existing = adapt(\""
              + RUNNING
              + "\").on(\"h200_sxm\").workload(isl(4000), osl(500)).with(\"concurrency\", 64);");
      session.require("var cache = kvCache(\"Qwen/Qwen3-32B-FP8\", \"h200_sxm\", \"vllm\");");
      List<String> problems = new ArrayList<>();
      for (HelpCard card : cards) {
        assertTrue(!card.code().isEmpty(), card.toString());
        card.code().forEach(line -> problems.addAll(session.evaluate(harmless(line))));
      }
      assertEquals("", String.join("\n", problems));
    }
  }

  /** A line that would write files, or read one that is not there, is compiled only. */
  private static String harmless(String line) {
    return Stream.of(".save(", ".writeTo(", ".zip(", ".calibrate(").anyMatch(line::contains)
        ? "Runnable unused = () -> " + line + ";"
        : line;
  }
}

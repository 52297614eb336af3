package io.servelab.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.hardware.DataHome;
import io.servelab.model.Models;
import io.servelab.perf.Databases;
import io.servelab.perf.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  void withoutMeasurementsTheReportSaysSo() throws IOException {
    assertTrue(run(HEADING + "x", POINT).report().contains("Nothing to compare"));
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

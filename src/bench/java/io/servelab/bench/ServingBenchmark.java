package io.servelab.bench;

import static io.servelab.ServeLab.isl;
import static io.servelab.ServeLab.osl;
import static io.servelab.ServeLab.prefix;
import static io.servelab.ServeLab.tpot;
import static io.servelab.ServeLab.ttft;

import io.servelab.ServeLab;
import io.servelab.Serving;
import io.servelab.Study;
import io.servelab.search.SearchResult;
import io.servelab.serving.Forecast;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Request by request: one run, and a search whose finalists are all simulated. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 3)
@Measurement(iterations = 5, time = 3)
public class ServingBenchmark {

  private final Study study =
      ServeLab.study("Qwen/Qwen3-32B-FP8")
          .on("h200_sxm", 32)
          .backend("trtllm")
          .rules("servelab")
          .workload(isl(4000), osl(500), prefix(500))
          .sla(ttft(300), tpot(10));

  private final Serving serving =
      study.workload(isl(1024), osl(1024), prefix(0)).search().best("agg").serve().clients(64);

  /** A closed loop of 640 requests at concurrency 64, 1024 tokens in and out. */
  @Benchmark
  public Forecast closedLoop() {
    return serving.forecast();
  }

  /** The search of the README with both fronts and all recommendations simulated. */
  @Benchmark
  public SearchResult searchWithSimulatedFinalists() {
    SearchResult result = study.search().rows();
    result.forecasts().prepare(result.finalists());
    return result;
  }
}

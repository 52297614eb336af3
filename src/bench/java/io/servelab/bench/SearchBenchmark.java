package io.servelab.bench;

import static io.servelab.ServeLab.isl;
import static io.servelab.ServeLab.osl;
import static io.servelab.ServeLab.prefix;
import static io.servelab.ServeLab.tpot;
import static io.servelab.ServeLab.ttft;

import io.servelab.Result;
import io.servelab.ServeLab;
import io.servelab.Study;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The whole default search of the README: spaces, sweeps, matching, front, ranking. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 3)
@Measurement(iterations = 5, time = 3)
public class SearchBenchmark {

  /** A dense model and a mixture of experts. */
  @Param({"Qwen/Qwen3-32B-FP8", "Qwen/Qwen3-235B-A22B-FP8"})
  public String model = "";

  private Study study = ServeLab.study("Qwen/Qwen3-32B-FP8").on("h200_sxm", 32);

  /** Names the study; tables are opened by the first search. */
  @Setup
  public void open() {
    study =
        ServeLab.study(model)
            .on("h200_sxm", 32)
            .backend("trtllm")
            .workload(isl(4000), osl(500), prefix(500))
            .sla(ttft(300), tpot(10));
  }

  /** One search with opened tables. */
  @Benchmark
  public Result search() {
    return study.search();
  }
}

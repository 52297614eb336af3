package io.servelab.search;

import io.servelab.engine.AggregatedForm;
import io.servelab.engine.AggregatedRun;
import io.servelab.engine.StaticForm;
import io.servelab.engine.StaticMode;
import io.servelab.engine.StaticRun;
import io.servelab.estimate.Disaggregation;
import io.servelab.step.MemoryLedger;
import io.servelab.step.PassTime;
import java.util.ArrayList;
import java.util.List;

/**
 * A pass of a chosen deployment with its operations, and the memory of the rank that runs it.
 *
 * @param name what the pass is: mixed, decode, or prefill
 * @param time its operations; decode passes are averaged over a request
 * @param memory the busiest moment of a rank
 */
public record ExplainedPass(String name, PassTime time, MemoryLedger memory) {

  /** The passes of a candidate, run again. */
  public static List<ExplainedPass> of(SearchRequest search, Candidate candidate) {
    if (candidate instanceof AggregatedCandidate aggregated) {
      return aggregated(search, aggregated);
    }
    return disaggregated(search, (DisaggregatedCandidate) candidate);
  }

  private static List<ExplainedPass> aggregated(
      SearchRequest search, AggregatedCandidate candidate) {
    AggregatedRun run =
        new AggregatedForm(
                candidate.worker(),
                search.request(),
                search.options().choices().speculation(),
                search.options().memory(),
                0)
            .run(candidate.row().point().batch(), candidate.row().point().contextTokens());
    List<ExplainedPass> passes = new ArrayList<>();
    passes.add(new ExplainedPass("mixed", run.mixed(), run.memory()));
    if (run.schedule().decodePasses() > 0) {
      passes.add(new ExplainedPass("decode", run.decode(), run.memory()));
    }
    return passes;
  }

  private static List<ExplainedPass> disaggregated(
      SearchRequest search, DisaggregatedCandidate candidate) {
    Disaggregation rules = search.options().disaggregation();
    StaticRun prefill =
        run(search, candidate.prefill(), StaticMode.PREFILL, rules.prefillCorrection());
    StaticRun decode = run(search, candidate.decode(), StaticMode.DECODE, rules.decodeCorrection());
    List<ExplainedPass> passes = new ArrayList<>();
    passes.add(new ExplainedPass("prefill", prefill.context(), prefill.memory()));
    long later = search.request().laterTokens();
    if (later > 0) {
      passes.add(
          new ExplainedPass("decode", decode.generation().times(1.0 / later), decode.memory()));
    }
    return passes;
  }

  private static StaticRun run(
      SearchRequest search, WorkerPoint point, StaticMode mode, double correction) {
    return new StaticForm(
            point.worker(),
            search.request(),
            search.options().choices().speculation(),
            search.options().memory())
        .run(mode, point.row().batch(), StaticForm.DEFAULT_STRIDE, correction);
  }
}

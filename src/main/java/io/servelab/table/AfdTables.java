package io.servelab.table;

import io.servelab.estimate.afd.AfdRun;
import io.servelab.search.afd.AfdCandidate;
import io.servelab.search.afd.AfdResult;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.Table;

/** Deployments with A-nodes and F-nodes as tables. */
public final class AfdTables {

  private static final TableBuilder<AfdCandidate> COLUMNS =
      TableBuilder.<AfdCandidate>named("attention and feed-forward layers apart")
          .number("cluster_tokens_s_gpu", AfdCandidate::clusterTokensPerSPerGpu)
          .number("speed_tokens_s_user", each -> each.rates().tokensPerSPerUser())
          .number("ttft_ms", AfdCandidate::shownTtftMs)
          .number("tpot_ms", each -> each.latency().tpotMs())
          .integer("replica_gpus", AfdCandidate::gpus)
          .integer("a_nodes", each -> each.estimate().layout().attentionNodes())
          .integer("a_tp", each -> each.estimate().layout().attentionTp())
          .integer("a_batch", each -> each.estimate().options().batch())
          .integer("f_nodes", each -> each.estimate().layout().ffnNodes())
          .integer("f_ep", each -> each.estimate().layout().ffnEp())
          .integer("microbatches", each -> each.estimate().options().microbatches())
          .text("pipeline", each -> each.estimate().options().pipeline().id())
          .text("prefill", each -> each.prefill().map(worker -> worker.label()).orElse(null))
          .integer("prefill_workers", AfdCandidate::prefillWorkers)
          .number("layer_a_ms", run(run -> run.layer().attentionMs()))
          .number("layer_f_ms", run(run -> run.layer().ffnMs()))
          .number("layer_transfer_ms", run(run -> run.layer().transferMs()))
          .number("step_ms", run(AfdRun::stepMs))
          .number("balance_ratio", run(run -> run.layer().balance()))
          .flag("transfers_hidden", each -> each.estimate().run().hidden())
          .number("a_memory_gib", each -> each.estimate().attentionMemoryGib())
          .number("f_memory_gib", each -> each.estimate().ffnMemoryGib());

  private AfdTables() {}

  private static ToDoubleFunction<AfdCandidate> run(ToDoubleFunction<AfdRun> value) {
    return each -> value.applyAsDouble(each.estimate().run());
  }

  /** Every candidate, best first. */
  public static Table of(AfdResult result) {
    return COLUMNS.build(result.candidates());
  }
}

package io.servelab.bulk;

import io.servelab.estimate.afd.AfdEstimate;
import io.servelab.estimate.afd.AfdRun;
import io.servelab.estimate.afd.LayerTimes;
import io.servelab.step.PassTime;
import java.util.LinkedHashMap;
import java.util.Map;

/** Turns an estimate with A-nodes and F-nodes into the cells of an answer row. */
final class AfdAnswer {

  private AfdAnswer() {}

  static Map<String, Object> cells(AfdEstimate estimate) {
    Map<String, Object> cells = new LinkedHashMap<>();
    EstimateAnswer.rates(cells, estimate.latency(), estimate.rates());
    cells.put("concurrency", estimate.concurrency());
    cells.put("num_total_gpus", estimate.gpus());
    cells.put("memory_total", estimate.memoryGib());
    cells.put("oom", false);
    cells.put("kv_oom", false);
    cells.put("row", EstimateAnswer.json(row(estimate)));
    cells.put("ops_latency", EstimateAnswer.json(times(estimate)));
    return cells;
  }

  /** The columns of the reference for this kind of deployment. */
  private static Map<String, Object> row(AfdEstimate estimate) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("gpus_per_node", estimate.layout().gpusPerNode());
    row.put("(a)nodes", estimate.layout().attentionNodes());
    row.put("(a)tp", estimate.layout().attentionTp());
    row.put("(a)bs", estimate.options().batch());
    row.put("(a)micro_bs", estimate.options().microbatch());
    row.put("(a)workers", estimate.layout().attentionWorkers());
    row.put("(a)memory", estimate.attentionMemoryGib());
    row.put("(f)nodes", estimate.layout().ffnNodes());
    row.put("(f)tp", estimate.layout().ffnTp());
    row.put("(f)ep", estimate.layout().ffnEp());
    row.put("(f)workers", estimate.layout().ffnTp());
    row.put("(f)memory", estimate.ffnMemoryGib());
    boolean one = estimate.prefill().isEmpty() || estimate.decode().isEmpty();
    if (one) {
      phase(row, "", estimate.run());
    }
    estimate.prefill().ifPresent(run -> phase(row, "prefill_", run));
    estimate.decode().ifPresent(run -> phase(row, "decode_", run));
    row.put("b_total", estimate.options().batch() * estimate.layout().attentionWorkers());
    row.put(
        "b_micro_total", estimate.options().microbatch() * estimate.layout().attentionWorkers());
    row.put("parallel", estimate.layout().toString());
    row.put("pipeline_model", estimate.options().pipeline().id());
    row.put("num_microbatches", estimate.options().microbatches());
    row.put("combined_with_pd", estimate.other().isPresent());
    row.put("boundary_on_attn", estimate.options().boundaryOnAttention());
    return row;
  }

  private static void phase(Map<String, Object> row, String phase, AfdRun run) {
    LayerTimes layer = run.layer();
    row.put(phase + "t_a_layer", layer.attentionMs());
    row.put(phase + "t_f_layer", layer.ffnMs());
    row.put(phase + "t_a2f_layer", layer.sendMs());
    row.put(phase + "t_f2a_layer", layer.returnMs());
    row.put(phase + "t_c_layer", layer.transferMs());
    row.put(phase + "t_step", run.stepMs());
    row.put(phase + "balance_ratio", layer.balance());
    row.put(phase + "comm_hidden", run.hidden());
  }

  private static Map<String, Object> times(AfdEstimate estimate) {
    Map<String, Object> times = new LinkedHashMap<>();
    estimate.prefill().ifPresent(run -> sides(times, "prefill", run));
    estimate.decode().ifPresent(run -> sides(times, "decode", run));
    estimate
        .other()
        .ifPresent(
            worker -> {
              boolean decodes = estimate.prefill().isPresent();
              times.put(
                  decodes ? "decode" : "prefill",
                  by(decodes ? worker.run().generation() : worker.run().context()));
            });
    return times;
  }

  private static void sides(Map<String, Object> times, String phase, AfdRun run) {
    times.put(phase + "_a_worker", by(run.attention()));
    times.put(phase + "_f_worker", by(run.ffn()));
    times.put(phase + "_comm", Map.of("a2f", run.layer().sendMs(), "f2a", run.layer().returnMs()));
  }

  private static Map<String, Object> by(PassTime pass) {
    Map<String, Object> cells = new LinkedHashMap<>();
    pass.rows().forEach(row -> cells.put(row.name(), row.time().latencyMs()));
    return cells;
  }
}

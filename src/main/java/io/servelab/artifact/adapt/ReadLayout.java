package io.servelab.artifact.adapt;

import io.servelab.artifact.plan.Parameter;
import java.util.List;

/**
 * How a worker shards its model, from the sizes that its engine counts differently.
 *
 * @param tp GPUs that share every layer of a rank
 * @param pp stages
 * @param dp attention data-parallel ranks
 * @param cp GPUs that share a prompt
 * @param experts whether anything was said about experts
 * @param moeTp GPUs that an expert is cut over
 * @param moeEp groups that experts are spread over
 */
record ReadLayout(int tp, int pp, int dp, int cp, boolean experts, int moeTp, int moeEp) {

  static ReadLayout of(ReadWorker worker, List<Diagnostic> diagnostics) {
    int pp = worker.whole(Parameter.PIPELINE_PARALLEL_SIZE, 1);
    int stage = worker.whole(Parameter.TENSOR_PARALLEL_SIZE, 1);
    return switch (worker.engine()) {
      case VLLM -> vllm(worker, stage, pp);
      case SGLANG -> sglang(worker, stage, pp, diagnostics);
      case TRTLLM -> trtLlm(worker, stage, pp);
    };
  }

  private static ReadLayout vllm(ReadWorker worker, int tp, int pp) {
    int dp = worker.whole(Parameter.DATA_PARALLEL_SIZE, 1);
    boolean spread = worker.flag(Parameter.EXPERT_PARALLEL);
    boolean experts = spread || dp > 1;
    return new ReadLayout(tp, pp, dp, 1, experts, spread ? 1 : tp * dp, spread ? tp * dp : 1);
  }

  private static ReadLayout sglang(
      ReadWorker worker, int stage, int pp, List<Diagnostic> diagnostics) {
    int ranks = worker.whole(Parameter.DATA_PARALLEL_SIZE, 1);
    int cp = worker.whole(Parameter.CONTEXT_PARALLEL_SIZE, 1);
    if (ranks > 1 && !worker.flag(Parameter.ATTENTION_DP)) {
      diagnostics.add(
          Diagnostic.rejected(
              worker.command().where(),
              worker.command().line(),
              "data parallelism without attention data parallelism starts whole copies of the"
                  + " engine; describe them as workers instead."));
    }
    int moeEp = worker.whole(Parameter.MOE_EXPERT_PARALLEL_SIZE, 1);
    boolean experts = ranks > 1 || worker.find(Parameter.MOE_EXPERT_PARALLEL_SIZE).isPresent();
    return new ReadLayout(
        Math.max(1, stage / (ranks * cp)),
        pp,
        ranks,
        cp,
        experts,
        Math.max(1, stage / moeEp),
        moeEp);
  }

  private static ReadLayout trtLlm(ReadWorker worker, int stage, int pp) {
    boolean spread = worker.flag(Parameter.ATTENTION_DP);
    boolean experts =
        spread
            || worker.find(Parameter.MOE_EXPERT_PARALLEL_SIZE).isPresent()
            || worker.find(Parameter.MOE_TENSOR_PARALLEL_SIZE).isPresent();
    int moeEp = worker.whole(Parameter.MOE_EXPERT_PARALLEL_SIZE, 1);
    int moeTp = worker.whole(Parameter.MOE_TENSOR_PARALLEL_SIZE, Math.max(1, stage / moeEp));
    return new ReadLayout(spread ? 1 : stage, pp, spread ? stage : 1, 1, experts, moeTp, moeEp);
  }
}

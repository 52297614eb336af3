package io.servelab.bulk;

import static io.servelab.bulk.OperationCatalog.required;

import io.servelab.model.MoeQuant;
import io.servelab.op.moe.ExpertShape;
import io.servelab.op.moe.ExpertSplit;
import io.servelab.op.moe.Moe;
import java.util.Map;

/** Operators of routed experts. */
final class MoeOperations {

  private MoeOperations() {}

  static void register(Map<String, OperationCatalog.Parser> parsers) {
    parsers.put("Moe", MoeOperations::moe);
  }

  private static ExpertShape shape(Request p) {
    return new ExpertShape(
        required(p, "hidden_size"),
        required(p, "inter_size"),
        (int) required(p, "topk"),
        (int) required(p, "num_experts"));
  }

  private static ExpertSplit split(Request p) {
    return new ExpertSplit((int) required(p, "moe_tp_size"), (int) required(p, "moe_ep_size"));
  }

  private static int attentionDp(Request p) {
    return (int) p.whole("attention_dp_size", 1);
  }

  private static Moe moe(Request p) {
    return new Moe(
        shape(p),
        p.flag("is_gated", true),
        split(p),
        MoeQuant.of(p.text("quant_mode")),
        p.text("workload_distribution"),
        attentionDp(p),
        p.flag("enable_eplb", false) && p.flag("is_context", true));
  }
}

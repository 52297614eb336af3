package io.servelab.bulk;

import static io.servelab.bulk.OperationCatalog.required;

import io.servelab.hardware.ServingEngine;
import io.servelab.model.MoeQuant;
import io.servelab.op.Phase;
import io.servelab.op.moe.AttentionRanks;
import io.servelab.op.moe.CommBackend;
import io.servelab.op.moe.Dsv4MegaMoe;
import io.servelab.op.moe.ExchangeGroup;
import io.servelab.op.moe.ExchangePhase;
import io.servelab.op.moe.ExpertShape;
import io.servelab.op.moe.ExpertSplit;
import io.servelab.op.moe.Moe;
import io.servelab.op.moe.MoeAllToAll;
import io.servelab.op.moe.MoeDispatch;
import io.servelab.op.moe.MoeExpertCompute;
import io.servelab.op.moe.Routing;
import java.util.Map;

/** Operators of routed experts. */
final class MoeOperations {

  private MoeOperations() {}

  static void register(Map<String, OperationCatalog.Parser> parsers) {
    parsers.put("Moe", MoeOperations::moe);
    parsers.put("MoeDispatch", MoeOperations::dispatch);
    parsers.put("MoeAllToAll", MoeOperations::allToAll);
    parsers.put("MoeExpertCompute", MoeOperations::expertCompute);
    parsers.put("Dsv4MegaMoe", MoeOperations::megaMoe);
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

  private static Routing routing(Request p) {
    return new Routing(
        required(p, "hidden_size"), (int) required(p, "topk"), (int) required(p, "num_experts"));
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

  private static MoeDispatch dispatch(Request p) {
    return new MoeDispatch(
        ServingEngine.of(p.text("backend")),
        p.flag("pre_dispatch", true),
        routing(p),
        split(p),
        new AttentionRanks(
            attentionDp(p), (int) p.whole("attn_cp_size", 1), p.flag("attn_ar_modeled", false)),
        MoeQuant.of(p.text("moe_quant")));
  }

  private static MoeAllToAll allToAll(Request p) {
    return new MoeAllToAll(
        CommBackend.of(p.text("comm_backend")),
        ExchangePhase.of(p.text("phase")),
        routing(p),
        new ExchangeGroup((int) required(p, "moe_ep_size"), (int) required(p, "node_num")),
        p.find("comm_dtype").isPresent() ? p.text("comm_dtype") : "default",
        (int) p.whole("sms", 0),
        (int) p.whole("attention_tp_size", 1));
  }

  private static MoeExpertCompute expertCompute(Request p) {
    ExpertShape shape = shape(p);
    return new MoeExpertCompute(
        shape,
        p.flag("is_gated", true),
        (int) p.whole("num_slots", shape.experts()),
        (int) required(p, "moe_ep_size"),
        MoeQuant.of(p.text("quant_mode")),
        new MoeExpertCompute.ExpertLoad(
            p.text("workload_distribution"),
            p.text("inference_phase").equals("generation") ? Phase.DECODE : Phase.PREFILL,
            attentionDp(p),
            p.flag("enable_eplb", false)),
        p.text("kernel_source"));
  }

  private static Dsv4MegaMoe megaMoe(Request p) {
    return new Dsv4MegaMoe(
        shape(p),
        split(p),
        MoeQuant.of(p.text("quant_mode")),
        p.text("workload_distribution"),
        p.flag("is_context", true),
        new Dsv4MegaMoe.MegaKernel(
            p.text("kernel_source"),
            p.text("kernel_dtype"),
            p.text("source_policy"),
            p.text("pre_dispatch"),
            (int) p.whole("num_fused_shared_experts", 0)));
  }
}

package io.servelab.bulk;

import io.servelab.engine.StaticMode;
import io.servelab.error.InvalidValueException;
import io.servelab.error.UnknownNameException;
import io.servelab.estimate.WorkerSpec;
import io.servelab.estimate.afd.AfdLayout;
import io.servelab.estimate.afd.AfdOptions;
import io.servelab.estimate.afd.AfdWorkers;
import io.servelab.estimate.afd.PipelineModel;
import io.servelab.op.Phase;
import io.servelab.perf.PerfDatabase;
import java.util.List;
import java.util.Optional;

/**
 * The fields of a request that give attention and feed-forward layers nodes of their own.
 *
 * @param request the request
 */
record AfdFields(Request request) {

  /** The mode of such requests. */
  static final String MODE = "afd";

  /** Request keys of this mode alone. */
  static final List<String> KEYS =
      List.of(
          "n_a_nodes",
          "n_f_nodes",
          "a_tp_size",
          "a_batch_size",
          "f_moe_ep_size",
          "num_microbatches",
          "pipeline_model",
          "comm_overhead_factor",
          "afd_phase",
          "afd_combined_with_pd",
          "afd_boundary_on_attn");

  private static final List<String> PHASES = List.of("decode", "prefill", "both");

  AfdLayout layout(PerfDatabase database) {
    return new AfdLayout(
        required("n_a_nodes"),
        required("n_f_nodes"),
        (int) request.whole("a_tp_size", 1),
        (int) request.whole("f_moe_ep_size", 1),
        database.system().links().gpusPerNode());
  }

  private int required(String key) {
    if (request.find(key).isEmpty()) {
      throw InvalidValueException.because(
          "An estimate of mode afd needs n_a_nodes and n_f_nodes, at least 1 each; missing: "
              + key
              + ".");
    }
    return (int) request.whole(key, 0);
  }

  AfdOptions options() {
    return new AfdOptions(
        request.whole("a_batch_size", EstimateRequest.DEFAULT_BATCH),
        (int) request.whole("num_microbatches", 3),
        PipelineModel.of(text("pipeline_model", PipelineModel.OPTIMISTIC.id())),
        request.number("comm_overhead_factor", 1),
        request.flag("afd_boundary_on_attn", true));
  }

  /** The workers of a phase, if it runs on them. */
  Optional<AfdWorkers> workers(Phase phase, WorkerSpec spec, AfdLayout layout, AfdOptions options) {
    String own = phase == Phase.PREFILL ? "prefill" : "decode";
    return phase().equals(own) || phase().equals("both")
        ? Optional.of(AfdWorkers.of(spec, layout, phase, options.boundaryOnAttention()))
        : Optional.empty();
  }

  /** What an ordinary worker beside them runs, if there is one. */
  Optional<StaticMode> other() {
    boolean combined = request.flag("afd_combined_with_pd", true);
    if (phase().equals("both")) {
      if (combined) {
        throw InvalidValueException.of(
            "afd_combined_with_pd",
            true,
            "with afd_phase = both no phase is left for an ordinary worker.\nSet it to false.");
      }
      return Optional.empty();
    }
    StaticMode rest = phase().equals("decode") ? StaticMode.PREFILL : StaticMode.DECODE;
    return combined ? Optional.of(rest) : Optional.empty();
  }

  private String phase() {
    String phase = text("afd_phase", "decode");
    if (!PHASES.contains(phase)) {
      throw UnknownNameException.of("afd_phase", phase, PHASES);
    }
    return phase;
  }

  private String text(String key, String usual) {
    return request.text(key).isEmpty() ? usual : request.text(key);
  }
}

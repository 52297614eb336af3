package io.servelab.bulk;

import static io.servelab.bulk.OperationCatalog.required;

import io.servelab.error.UnknownNameException;
import io.servelab.model.LinearAttention;
import io.servelab.model.MambaShape;
import io.servelab.op.state.Gdn;
import io.servelab.op.state.Kda;
import io.servelab.op.state.Mamba2;
import io.servelab.op.state.StatePass;
import java.util.Arrays;
import java.util.Map;

/** Kernels of layers with a recurrent state. */
final class StateOperations {

  private static final int WIDE_STATE_BYTES = 4;
  private static final int NARROW_STATE_BYTES = 2;

  private StateOperations() {}

  static void register(Map<String, OperationCatalog.Parser> parsers) {
    parsers.put("Mamba2", p -> new Mamba2(kernel(p), pass(p), hidden(p), mamba(p)));
    parsers.put("Gdn", p -> new Gdn(kernel(p), pass(p), hidden(p), heads(p), stateBytes(p)));
    parsers.put(
        "Kda",
        p -> new Kda(kernel(p), pass(p), hidden(p), heads(p), (int) p.whole("draft_tokens", 0)));
  }

  private static String kernel(Request p) {
    return p.text("kernel_source");
  }

  private static int hidden(Request p) {
    return (int) required(p, "d_model");
  }

  private static StatePass pass(Request p) {
    String phase = p.text("phase");
    return Arrays.stream(StatePass.values())
        .filter(pass -> pass.id().equals(phase))
        .findFirst()
        .orElseThrow(
            () ->
                UnknownNameException.of(
                    "phase", phase, Arrays.stream(StatePass.values()).map(StatePass::id).toList()));
  }

  private static MambaShape mamba(Request p) {
    return new MambaShape(
        (int) required(p, "nheads"),
        (int) required(p, "head_dim"),
        (int) required(p, "d_state"),
        (int) required(p, "n_groups"),
        (int) required(p, "d_conv"),
        (int) required(p, "chunk_size"));
  }

  private static LinearAttention heads(Request p) {
    return new LinearAttention(
        (int) required(p, "num_k_heads"),
        (int) required(p, "head_k_dim"),
        (int) required(p, "num_v_heads"),
        (int) required(p, "head_v_dim"),
        (int) required(p, "d_conv"));
  }

  private static int stateBytes(Request p) {
    return switch (p.text("mamba_ssm_dtype")) {
      case "bfloat16", "float16" -> NARROW_STATE_BYTES;
      default -> WIDE_STATE_BYTES;
    };
  }
}

package io.servelab.bulk;

import static io.servelab.bulk.OperationCatalog.required;

import io.servelab.error.UnknownNameException;
import io.servelab.model.CommQuant;
import io.servelab.model.FmhaQuant;
import io.servelab.model.GemmQuant;
import io.servelab.model.KvQuant;
import io.servelab.op.TokenShare;
import io.servelab.op.attention.ContextAttention;
import io.servelab.op.attention.EncoderAttention;
import io.servelab.op.attention.GenerationAttention;
import io.servelab.op.attention.Heads;
import io.servelab.op.comm.Collective;
import io.servelab.op.comm.CustomAllReduce;
import io.servelab.op.comm.Nccl;
import io.servelab.op.comm.P2P;
import io.servelab.op.dense.ElementWise;
import io.servelab.op.dense.Embedding;
import io.servelab.op.dense.Gemm;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Operators that every model has. */
final class DenseOperations {

  private static final List<String> DEFAULT_LANES = List.of("default");

  private DenseOperations() {}

  static void register(Map<String, OperationCatalog.Parser> parsers) {
    parsers.put("Gemm", DenseOperations::gemm);
    parsers.put(
        "Embedding",
        p -> new Embedding(required(p, "vocab_size"), required(p, "hidden_size"), share(p)));
    parsers.put("Elementwise", p -> new ElementWise(p.number("bytes_per_token", 0), share(p)));
    parsers.put("ContextAttention", DenseOperations::contextAttention);
    parsers.put("GenerationAttention", DenseOperations::generationAttention);
    parsers.put("EncoderAttention", DenseOperations::encoderAttention);
    parsers.put(
        "CustomAllReduce",
        p ->
            new CustomAllReduce(
                p.number("hidden_size", 0), (int) required(p, "tp_size"), share(p)));
    parsers.put("Nccl", DenseOperations::nccl);
    parsers.put(
        "P2P", p -> new P2P(required(p, "hidden_size"), (int) required(p, "pp_size"), share(p)));
  }

  static TokenShare share(Request p) {
    return new TokenShare((int) p.whole("scale_num_tokens", 1), (int) p.whole("seq_split", 1));
  }

  private static Gemm gemm(Request p) {
    return new Gemm(
        required(p, "n"),
        required(p, "k"),
        GemmQuant.of(p.text("quant_mode")),
        p.flag("low_precision_input", false),
        p.flag("below_grid_sol", false),
        share(p));
  }

  private static Heads heads(Request p) {
    return new Heads(
        (int) required(p, "n"), (int) required(p, "n_kv"), (int) required(p, "head_size"));
  }

  private static ContextAttention contextAttention(Request p) {
    return new ContextAttention(
        heads(p),
        (int) p.whole("window_size", 0),
        FmhaQuant.of(p.text("fmha_quant_mode")),
        KvQuant.of(p.text("kv_cache_dtype")),
        p.flag("use_qk_norm", false),
        (int) p.whole("cp_size", 1),
        p.texts("lane_order", DEFAULT_LANES));
  }

  private static GenerationAttention generationAttention(Request p) {
    return new GenerationAttention(
        heads(p),
        (int) p.whole("window_size", 0),
        KvQuant.of(p.text("kv_cache_dtype")),
        p.texts("lane_order", DEFAULT_LANES));
  }

  private static EncoderAttention encoderAttention(Request p) {
    return new EncoderAttention(
        (int) required(p, "n"),
        (int) required(p, "head_size"),
        p.find("fmha_quant_mode").isPresent()
            ? FmhaQuant.of(p.text("fmha_quant_mode"))
            : FmhaQuant.BFLOAT16,
        p.number("partial_rotary_factor", 0));
  }

  private static Nccl nccl(Request p) {
    String operation = p.text("operation");
    Collective collective =
        Arrays.stream(Collective.values())
            .filter(known -> known.id().equals(operation))
            .findFirst()
            .orElseThrow(
                () ->
                    UnknownNameException.of(
                        "collective",
                        operation,
                        Arrays.stream(Collective.values()).map(Collective::id).toList()));
    return new Nccl(
        collective,
        p.number("hidden_size", 0),
        (int) required(p, "num_gpus"),
        p.find("dtype").isPresent() ? CommQuant.of(p.text("dtype")) : CommQuant.HALF,
        share(p));
  }
}

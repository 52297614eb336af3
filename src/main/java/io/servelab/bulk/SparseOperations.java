package io.servelab.bulk;

import static io.servelab.bulk.OperationCatalog.required;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.servelab.error.UnknownNameException;
import io.servelab.model.Architecture;
import io.servelab.model.FmhaQuant;
import io.servelab.model.GemmQuant;
import io.servelab.model.HyperConnections;
import io.servelab.model.KvQuant;
import io.servelab.op.sparse.BlockFormats;
import io.servelab.op.sparse.DsaBlock;
import io.servelab.op.sparse.DsaContext;
import io.servelab.op.sparse.DsaGeneration;
import io.servelab.op.sparse.DsaVariant;
import io.servelab.op.sparse.DsaWeights;
import io.servelab.op.sparse.Mhc;
import java.util.Arrays;
import java.util.Map;

/** Sparse-attention blocks and hyper-connections. */
final class SparseOperations {

  private static final int USUAL_TOPK = 2048;
  private static final int USUAL_SINKHORN_ITERATIONS = 20;

  private SparseOperations() {}

  static void register(Map<String, OperationCatalog.Parser> parsers) {
    parsers.put(
        "DsaContext",
        p -> new DsaContext(dsa(p), (int) p.whole("cp_size", 1), p.number("full_frac", 1)));
    parsers.put("DsaGeneration", p -> new DsaGeneration(dsa(p), p.number("full_frac", 1)));
    parsers.put("Mhc", SparseOperations::mhc);
  }

  private static BlockFormats formats(Request p) {
    return new BlockFormats(
        FmhaQuant.of(p.text("fmha_quant_mode")),
        KvQuant.of(p.text("kv_cache_dtype")),
        GemmQuant.of(p.text("gemm_quant_mode")));
  }

  private static DsaBlock dsa(Request p) {
    return new DsaBlock(
        DsaVariant.of(Architecture.of(p.text("architecture"))),
        (int) required(p, "num_heads"),
        (int) p.whole("index_topk", USUAL_TOPK),
        formats(p),
        dsaWeights(p));
  }

  private static DsaWeights dsaWeights(Request p) {
    GemmQuant usual = GemmQuant.of(p.text("gemm_quant_mode"));
    return p.find("attn_projection_quant_modes")
        .filter(ObjectNode.class::isInstance)
        .map(modes -> Request.nested((ObjectNode) modes))
        .map(
            modes ->
                new DsaWeights(
                    stored(modes, "q", usual),
                    stored(modes, "kv", usual),
                    stored(modes, "o", usual),
                    stored(modes, "indexer", usual)))
        .orElseGet(() -> DsaWeights.all(usual));
  }

  private static GemmQuant stored(Request modes, String projection, GemmQuant usual) {
    return modes.find(projection).isPresent() ? GemmQuant.of(modes.text(projection)) : usual;
  }

  private static Mhc mhc(Request p) {
    String name = p.text("op");
    Mhc.Side side =
        Arrays.stream(Mhc.Side.values())
            .filter(known -> known.id().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    UnknownNameException.of(
                        "mHC side",
                        name,
                        Arrays.stream(Mhc.Side.values()).map(Mhc.Side::id).toList()));
    return new Mhc(
        side,
        new HyperConnections(
            (int) required(p, "hc_mult"),
            (int) p.whole("sinkhorn_iters", USUAL_SINKHORN_ITERATIONS)),
        (int) required(p, "hidden_size"),
        p.find("quant_mode").isPresent()
            ? GemmQuant.of(p.text("quant_mode"))
            : GemmQuant.BFLOAT16,
        DenseOperations.share(p));
  }
}

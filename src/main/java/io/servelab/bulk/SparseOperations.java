package io.servelab.bulk;

import static io.servelab.bulk.OperationCatalog.required;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.servelab.error.UnknownNameException;
import io.servelab.model.Architecture;
import io.servelab.model.FmhaQuant;
import io.servelab.model.GemmQuant;
import io.servelab.model.HyperConnections;
import io.servelab.model.KvQuant;
import io.servelab.model.SparseIndexer;
import io.servelab.op.sparse.BlockFormats;
import io.servelab.op.sparse.DsaBlock;
import io.servelab.op.sparse.DsaContext;
import io.servelab.op.sparse.DsaGeneration;
import io.servelab.op.sparse.DsaVariant;
import io.servelab.op.sparse.DsaWeights;
import io.servelab.op.sparse.Dsv4Block;
import io.servelab.op.sparse.Dsv4Context;
import io.servelab.op.sparse.Dsv4Generation;
import io.servelab.op.sparse.Dsv4Heads;
import io.servelab.op.sparse.Dsv4Kind;
import io.servelab.op.sparse.Dsv4Sizes;
import io.servelab.op.sparse.Mhc;
import io.servelab.op.sparse.MsaBlock;
import io.servelab.op.sparse.MsaContext;
import io.servelab.op.sparse.MsaDonor;
import io.servelab.op.sparse.MsaGeneration;
import io.servelab.op.sparse.MsaHeads;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

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
    parsers.put("MsaContext", p -> new MsaContext(msa(p), donor(p)));
    parsers.put("MsaGeneration", p -> new MsaGeneration(msa(p), donor(p)));
    parsers.put("Dsv4Context", p -> new Dsv4Context(dsv4(p), (int) p.whole("cp_size", 1)));
    parsers.put("Dsv4Generation", p -> new Dsv4Generation(dsv4(p)));
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

  private static MsaBlock msa(Request p) {
    int blockSize = (int) required(p, "block_size");
    return new MsaBlock(
        (int) required(p, "hidden_size"),
        new MsaHeads(
            (int) required(p, "num_heads"),
            (int) required(p, "num_kv_heads"),
            (int) required(p, "head_dim"),
            (int) required(p, "v_head_dim")),
        new SparseIndexer(
            (int) required(p, "index_n_heads"),
            (int) required(p, "index_head_dim"),
            (int) required(p, "index_topk") / blockSize),
        blockSize,
        formats(p));
  }

  private static MsaDonor donor(Request p) {
    DsaVariant variant =
        p.find("dsa_architecture").isPresent()
            ? DsaVariant.of(Architecture.of(p.text("dsa_architecture")))
            : MsaDonor.GLM5.variant();
    return new MsaDonor(variant, p.number("dsa_scale_k", MsaDonor.GLM5.scale()));
  }

  private static Dsv4Block dsv4(Request p) {
    Dsv4Kind kind =
        choice(
            "attn_kind",
            p.text("attn_kind").toLowerCase(Locale.ROOT),
            Dsv4Kind.values(),
            Dsv4Kind::id);
    return new Dsv4Block(
        kind,
        new Dsv4Sizes(
            (int) required(p, "hidden_size"),
            (int) required(p, "head_dim"),
            (int) required(p, "rope_head_dim"),
            (int) required(p, "q_lora_rank"),
            (int) required(p, "o_lora_rank"),
            (int) required(p, "window_size"),
            new SparseIndexer(
                (int) required(p, "index_n_heads"),
                (int) required(p, "index_head_dim"),
                (int) required(p, "index_topk"))),
        new Dsv4Heads(
            (int) required(p, "num_heads"),
            (int) required(p, "native_heads"),
            (int) required(p, "o_groups")),
        formats(p));
  }

  private static <T> T choice(String key, String name, T[] known, Function<T, String> id) {
    return Arrays.stream(known)
        .filter(value -> id.apply(value).equals(name))
        .findFirst()
        .orElseThrow(
            () -> UnknownNameException.of(key, name, Arrays.stream(known).map(id).toList()));
  }

  private static Mhc mhc(Request p) {
    return new Mhc(
        choice("op", p.text("op"), Mhc.Side.values(), Mhc.Side::id),
        new HyperConnections(
            (int) required(p, "hc_mult"),
            (int) p.whole("sinkhorn_iters", USUAL_SINKHORN_ITERATIONS)),
        (int) required(p, "hidden_size"),
        p.find("quant_mode").isPresent() ? GemmQuant.of(p.text("quant_mode")) : GemmQuant.BFLOAT16,
        DenseOperations.share(p));
  }
}

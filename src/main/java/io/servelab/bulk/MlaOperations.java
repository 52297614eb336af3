package io.servelab.bulk;

import static io.servelab.bulk.OperationCatalog.required;

import io.servelab.model.FmhaQuant;
import io.servelab.model.GemmQuant;
import io.servelab.model.KvQuant;
import io.servelab.op.mla.ContextMla;
import io.servelab.op.mla.GenerationMla;
import io.servelab.op.mla.MlaBmm;
import io.servelab.op.mla.MlaModuleContext;
import io.servelab.op.mla.MlaModuleGeneration;
import io.servelab.op.mla.WideEpContextMla;
import io.servelab.op.mla.WideEpGenerationMla;
import java.util.Map;
import java.util.OptionalInt;

/** Operators of latent attention. */
final class MlaOperations {

  private static final String DEFAULT_KERNEL = "flashinfer";
  private static final int DEFAULT_NATIVE_HEADS = 128;

  private MlaOperations() {}

  static void register(Map<String, OperationCatalog.Parser> parsers) {
    parsers.put("ContextMla", p -> new ContextMla(heads(p), math(p), kv(p), cp(p)));
    parsers.put("GenerationMla", p -> new GenerationMla(heads(p), kv(p)));
    parsers.put(
        "MlaBmm",
        p -> new MlaBmm(heads(p), GemmQuant.of(p.text("quant_mode")), p.flag("is_pre", true)));
    parsers.put(
        "MlaModuleContext",
        p -> new MlaModuleContext(heads(p), math(p), kv(p), gemm(p), nativeHeads(p)));
    parsers.put(
        "MlaModuleGeneration",
        p -> new MlaModuleGeneration(heads(p), kv(p), gemm(p), nativeHeads(p)));
    parsers.put(
        "WideEpContextMla", p -> new WideEpContextMla(heads(p), math(p), kv(p), kernel(p), cp(p)));
    parsers.put("WideEpGenerationMla", p -> new WideEpGenerationMla(heads(p), kv(p), kernel(p)));
  }

  private static int heads(Request p) {
    return (int) required(p, "num_heads");
  }

  private static int cp(Request p) {
    return (int) p.whole("cp_size", 1);
  }

  private static FmhaQuant math(Request p) {
    return FmhaQuant.of(p.text("fmha_quant_mode"));
  }

  private static KvQuant kv(Request p) {
    return KvQuant.of(p.text("kv_cache_dtype"));
  }

  private static GemmQuant gemm(Request p) {
    return GemmQuant.of(p.text("gemm_quant_mode"));
  }

  /** Absent means the usual count, an explicit null that nothing is known. */
  private static OptionalInt nativeHeads(Request p) {
    return p.fields().path("native_num_heads").isNull()
        ? OptionalInt.empty()
        : OptionalInt.of((int) p.whole("native_num_heads", DEFAULT_NATIVE_HEADS));
  }

  private static String kernel(Request p) {
    String kernel = p.text("attn_backend");
    return kernel.isEmpty() || kernel.equals("default") ? DEFAULT_KERNEL : kernel;
  }
}

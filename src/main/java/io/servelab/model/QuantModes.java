package io.servelab.model;

/**
 * The number formats of one deployment.
 *
 * @param gemm dense projections
 * @param moe routed experts
 * @param kv KV cache
 * @param fmha attention product in prefill
 * @param comm collective messages
 */
public record QuantModes(GemmQuant gemm, MoeQuant moe, KvQuant kv, FmhaQuant fmha, CommQuant comm) {

  /** Everything in 16 bit. */
  public static final QuantModes BFLOAT16 =
      new QuantModes(
          GemmQuant.BFLOAT16,
          MoeQuant.BFLOAT16,
          KvQuant.BFLOAT16,
          FmhaQuant.BFLOAT16,
          CommQuant.HALF);

  /** The same with another format for dense projections. */
  public QuantModes withGemm(GemmQuant mode) {
    return new QuantModes(mode, moe, kv, fmha, comm);
  }

  /** The same with another format for routed experts. */
  public QuantModes withMoe(MoeQuant mode) {
    return new QuantModes(gemm, mode, kv, fmha, comm);
  }

  /** The same with another KV-cache format. */
  public QuantModes withKv(KvQuant mode) {
    return new QuantModes(gemm, moe, mode, fmha, comm);
  }

  /** The same with another attention format. */
  public QuantModes withFmha(FmhaQuant mode) {
    return new QuantModes(gemm, moe, kv, mode, comm);
  }
}

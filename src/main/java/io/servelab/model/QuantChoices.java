package io.servelab.model;

import java.util.Optional;

/**
 * Number formats that a person chose; the rest is inferred.
 *
 * @param gemm dense projections
 * @param moe routed experts
 * @param kv KV cache
 * @param fmha attention product in prefill
 * @param comm collective messages
 */
public record QuantChoices(
    Optional<GemmQuant> gemm,
    Optional<MoeQuant> moe,
    Optional<KvQuant> kv,
    Optional<FmhaQuant> fmha,
    Optional<CommQuant> comm) {

  /** Nothing chosen. */
  public static final QuantChoices NONE =
      new QuantChoices(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** These choices, and where none was made those of another. */
  public QuantChoices orElse(QuantChoices other) {
    return new QuantChoices(
        gemm.or(other::gemm),
        moe.or(other::moe),
        kv.or(other::kv),
        fmha.or(other::fmha),
        comm.or(other::comm));
  }

  /** The same with a format for dense projections. */
  public QuantChoices withGemm(GemmQuant mode) {
    return new QuantChoices(Optional.of(mode), moe, kv, fmha, comm);
  }

  /** The same with a format for routed experts. */
  public QuantChoices withMoe(MoeQuant mode) {
    return new QuantChoices(gemm, Optional.of(mode), kv, fmha, comm);
  }

  /** The same with a format for the KV cache. */
  public QuantChoices withKv(KvQuant mode) {
    return new QuantChoices(gemm, moe, Optional.of(mode), fmha, comm);
  }

  /** The same with a format for attention. */
  public QuantChoices withFmha(FmhaQuant mode) {
    return new QuantChoices(gemm, moe, kv, Optional.of(mode), comm);
  }

  /** The same with a format for collective messages. */
  public QuantChoices withComm(CommQuant mode) {
    return new QuantChoices(gemm, moe, kv, fmha, Optional.of(mode));
  }
}

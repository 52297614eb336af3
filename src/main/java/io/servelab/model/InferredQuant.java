package io.servelab.model;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Number formats of a deployment and why they are so.
 *
 * @param modes the formats
 * @param fmhaExplicit whether the attention format was chosen rather than inferred; only an
 *     inferred one may give way to what is measured
 * @param checkpointFmha the attention format before rules about engines and attention kinds
 * @param unquantised projections that stay in bfloat16 whatever {@link QuantModes#gemm()} says
 * @param reasons why each format was taken, by {@code gemm}, {@code moe}, {@code kv}, {@code fmha},
 *     {@code comm}
 */
public record InferredQuant(
    QuantModes modes,
    boolean fmhaExplicit,
    FmhaQuant checkpointFmha,
    Set<Projection> unquantised,
    Map<String, String> reasons) {

  /** Copies both collections. */
  public InferredQuant {
    unquantised = unquantised.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(unquantised));
    reasons = Map.copyOf(reasons);
  }

  /** Format of a group of projections. */
  public GemmQuant gemm(Projection projection) {
    return unquantised.contains(projection) ? GemmQuant.BFLOAT16 : modes.gemm();
  }

  /** The same with another attention format, because of what is measured. */
  public InferredQuant withFmha(FmhaQuant mode) {
    return new InferredQuant(
        modes.withFmha(mode), fmhaExplicit, checkpointFmha, unquantised, reasons);
  }
}

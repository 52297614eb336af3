package io.servelab.model;

import java.util.HashMap;
import java.util.Map;

/**
 * Number formats of a deployment and why they are so.
 *
 * @param modes the formats, as they are reported
 * @param experts format in which expert layers compute; differs from the reported one only where a
 *     checkpoint leaves whole feed-forward layers out of quantisation
 * @param projections groups of projections with a format of their own
 * @param fmhaExplicit whether the attention format was chosen rather than inferred; only an
 *     inferred one may give way to what is measured
 * @param checkpointFmha the attention format before any rule about engines and attention kinds
 * @param reasons why each format was taken, by {@code gemm}, {@code moe}, {@code kv}, {@code fmha},
 *     {@code comm}
 */
public record InferredQuant(
    QuantModes modes,
    MoeQuant experts,
    Map<Projection, GemmQuant> projections,
    boolean fmhaExplicit,
    FmhaQuant checkpointFmha,
    Map<String, String> reasons) {

  /** Copies both maps. */
  public InferredQuant {
    projections = Map.copyOf(projections);
    reasons = Map.copyOf(reasons);
  }

  /** Format of a group of projections. */
  public GemmQuant gemm(Projection group) {
    return projections.getOrDefault(group, modes.gemm());
  }

  /**
   * The same with another attention format, because of what is measured.
   *
   * @param mode the format
   * @param reason why
   */
  public InferredQuant withFmha(FmhaQuant mode, String reason) {
    return with(modes.withFmha(mode), "fmha", reason);
  }

  /**
   * The same with another KV-cache format, because of how it is served.
   *
   * @param mode the format
   * @param reason why
   */
  public InferredQuant withKv(KvQuant mode, String reason) {
    return with(modes.withKv(mode), "kv", reason);
  }

  private InferredQuant with(QuantModes changedModes, String what, String reason) {
    Map<String, String> changed = new HashMap<>(reasons);
    changed.merge(what, reason, (before, after) -> before + "; " + after);
    return new InferredQuant(
        changedModes, experts, projections, fmhaExplicit, checkpointFmha, changed);
  }
}

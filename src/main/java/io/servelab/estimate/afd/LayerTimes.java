package io.servelab.estimate.afd;

/**
 * Times of one micro-batch in one layer.
 *
 * @param attentionMs work of an A-worker, milliseconds
 * @param ffnMs work of the F-nodes, milliseconds
 * @param sendMs transfer from A to F, milliseconds
 * @param returnMs transfer from F to A, milliseconds
 */
public record LayerTimes(double attentionMs, double ffnMs, double sendMs, double returnMs) {

  /** Both transfers, milliseconds. */
  public double transferMs() {
    return sendMs + returnMs;
  }

  /** Work of the busier side, milliseconds. */
  public double busierMs() {
    return Math.max(attentionMs, ffnMs);
  }

  /** One micro-batch through one layer, milliseconds. */
  public double roundTripMs() {
    return attentionMs + ffnMs + transferMs();
  }

  /** Work of the idler side over that of the busier one: 1 where both are as busy. */
  public double balance() {
    return busierMs() == 0 ? 1 : Math.min(attentionMs, ffnMs) / busierMs();
  }
}

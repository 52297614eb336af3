package io.servelab.study;

import java.util.List;

/**
 * One layer of a study as it is shown.
 *
 * @param name its name
 * @param stage why it exists
 * @param keys dotted keys that it sets
 * @param deciding those of them whose value is this layer's
 * @param applied whether it applies to the study
 * @param reason why, or why not
 */
public record LayerView(
    String name,
    Stage stage,
    List<String> keys,
    List<String> deciding,
    boolean applied,
    String reason) {

  /** Copies the lists. */
  public LayerView {
    keys = List.copyOf(keys);
    deciding = List.copyOf(deciding);
  }

  @Override
  public String toString() {
    return name + (applied ? " applies: " : " does not apply: ") + reason;
  }
}

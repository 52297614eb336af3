package io.servelab.layers;

/**
 * How unevenly tokens are assumed to spread over experts: the exponent of the power law that the
 * expert tables were measured with.
 *
 * <p>Source: assignment to families of aiconfigurator 0.12.0.
 */
enum Distribution {
  /** Families trained with a balancing loss. */
  MILD("power_law_1.01"),
  /** Families that balance less. */
  STRONG("power_law_1.2");

  private final String id;

  Distribution(String id) {
    this.id = id;
  }

  /** Name in tables. */
  String id() {
    return id;
  }
}

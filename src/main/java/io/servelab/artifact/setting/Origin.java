package io.servelab.artifact.setting;

import io.servelab.artifact.plan.DeploymentPlan;

/**
 * Where a value comes from.
 *
 * @param kind kind of source
 * @param detail which one, in a few words; may be blank
 */
public record Origin(Kind kind, String detail) {

  /** Kinds of sources, the strongest last. */
  public enum Kind {
    RULE("rule"),
    MODEL("model"),
    MACHINE("machine"),
    PREDICTION("prediction"),
    STUDY("study"),
    OVERRIDE("override");

    private final String id;

    Kind(String id) {
      this.id = id;
    }
  }

  /** A rule of the engine. */
  static final Origin RULE = new Origin(Kind.RULE, "");

  /** The model. */
  static final Origin MODEL = new Origin(Kind.MODEL, "");

  /** The machines. */
  static final Origin MACHINE = new Origin(Kind.MACHINE, "");

  /** A person, after all rules. */
  static final Origin OVERRIDE = new Origin(Kind.OVERRIDE, "");

  /** The candidate that was chosen, or the sizing where nothing was searched. */
  static Origin chosen(DeploymentPlan plan) {
    return plan.basis().prediction().isPresent()
        ? new Origin(Kind.PREDICTION, "")
        : new Origin(Kind.RULE, "unsearched sizing");
  }

  /** A setting of the study, with the layer that made it where that is known. */
  static Origin study(DeploymentPlan plan, String key) {
    String layer =
        plan.basis()
            .study()
            .flatMap(study -> study.layer(key))
            .map(name -> ", layer " + name)
            .orElse("");
    return new Origin(Kind.STUDY, key + layer);
  }

  /** The source in a few words. */
  public String label() {
    return detail.isEmpty() ? kind.id : kind.id + ": " + detail;
  }

  @Override
  public String toString() {
    return label();
  }
}

package io.servelab;

import io.servelab.notebook.HelpCard;
import io.servelab.study.StudyConfig;

/** A study that does not know its machines yet. */
public final class StudyStart {

  private final Session session;
  private final StudyConfig config;

  StudyStart(Session session, StudyConfig config) {
    this.session = session;
    this.config = config;
  }

  /**
   * Chooses the machines.
   *
   * @param system name of a described system, such as {@code h200_sxm}
   * @param gpus GPUs of the cluster
   * @return the study with everything else at its defaults
   */
  public Study on(String system, int gpus) {
    return new Study(session, config.with("system", String.valueOf(system)).with("gpus", gpus));
  }

  /** What can come next, with an example of each. */
  public HelpCard help() {
    return HelpCards.STUDY_START;
  }

  @Override
  public String toString() {
    return "study of " + config.get("model").value() + "; next: on(system, gpus)";
  }
}

package io.servelab.study;

import io.servelab.error.ServeLabException;
import java.util.List;
import java.util.Optional;

/** One experiment of a file: a study, or why it is none. */
public final class Experiment {

  private final String name;
  private final Optional<StudyConfig> study;
  private final Optional<ServeLabException> failure;
  private final List<String> notes;

  private Experiment(
      String name,
      Optional<StudyConfig> study,
      Optional<ServeLabException> failure,
      List<String> notes) {
    this.name = name;
    this.study = study;
    this.failure = failure;
    this.notes = List.copyOf(notes);
  }

  static Experiment of(String name, StudyConfig study, List<String> notes) {
    return new Experiment(name, Optional.of(study), Optional.empty(), notes);
  }

  static Experiment failed(String name, ServeLabException failure) {
    return new Experiment(name, Optional.empty(), Optional.of(failure), List.of());
  }

  Experiment with(String key, Object value) {
    try {
      return new Experiment(name, study.map(config -> config.with(key, value)), failure, notes);
    } catch (ServeLabException refusal) {
      return failed(name, refusal);
    }
  }

  /** Name in its file. */
  public String name() {
    return name;
  }

  /**
   * The study.
   *
   * @throws ServeLabException why the experiment is none
   */
  public StudyConfig study() {
    return study.orElseThrow(() -> failure.orElseThrow());
  }

  /** Why the experiment is no study. */
  public Optional<ServeLabException> failure() {
    return failure;
  }

  /** What was converted or left out when it was read. */
  public List<String> notes() {
    return notes;
  }

  @Override
  public String toString() {
    return name
        + ": "
        + study
            .map(StudyConfig::toString)
            .orElseGet(() -> failure.map(ServeLabException::getMessage).orElse(""));
  }
}

package io.servelab.artifact.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a plan rests on.
 *
 * @param prediction what was predicted; absent where nothing was searched
 * @param study the study that was searched, if it is known
 * @param notes what a reader must know before deploying
 */
public record Basis(
    Optional<Prediction> prediction, Optional<StudyRecord> study, List<String> notes) {

  /** Copies the notes. */
  public Basis {
    notes = List.copyOf(notes);
  }

  /** A prediction. */
  public static Basis of(Prediction prediction) {
    return new Basis(Optional.of(prediction), Optional.empty(), List.of());
  }

  /** No search, only notes. */
  public static Basis unsearched(List<String> notes) {
    return new Basis(Optional.empty(), Optional.empty(), notes);
  }

  Basis withStudy(StudyRecord record) {
    return new Basis(prediction, Optional.of(record), notes);
  }

  Basis withNote(String note) {
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return new Basis(prediction, study, more);
  }
}

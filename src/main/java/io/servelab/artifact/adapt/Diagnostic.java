package io.servelab.artifact.adapt;

import java.util.Locale;

/**
 * Something found while a deployment was read.
 *
 * @param kind what it means for the result
 * @param where where it was found; blank for the whole deployment
 * @param line line on which it stands there, from 1; 0 where none is known
 * @param column column of that line, from 1; 0 where none is known
 * @param message what was found, and what to do
 */
public record Diagnostic(Kind kind, String where, int line, int column, String message) {

  /** What a finding means. */
  public enum Kind {
    /** The deployment cannot be estimated as it is written. */
    REJECTED,
    /** Something must be given beside the deployment. */
    MISSING,
    /** Worth knowing. */
    NOTE
  }

  static Diagnostic rejected(String where, int line, String message) {
    return new Diagnostic(Kind.REJECTED, where, line, 0, message);
  }

  static Diagnostic rejected(String where, SourceText.Place place, String message) {
    return new Diagnostic(Kind.REJECTED, where, place.line(), place.column(), message);
  }

  static Diagnostic missing(String message) {
    return new Diagnostic(Kind.MISSING, "", 0, 0, message);
  }

  static Diagnostic note(String where, int line, String message) {
    return new Diagnostic(Kind.NOTE, where, line, 0, message);
  }

  /** Where it stands, in words; blank for the whole deployment. */
  public String place() {
    if (line == 0) {
      return where;
    }
    String there = "line " + line + (column == 0 ? "" : ", column " + column);
    return where.isEmpty() ? there : where + ", " + there;
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT)
        + (place().isEmpty() ? "" : " in " + place())
        + ": "
        + message;
  }
}

package io.servelab.artifact.adapt;

import java.util.Locale;

/**
 * Something found while a deployment was read.
 *
 * @param kind what it means for the result
 * @param where where it was found; blank for the whole deployment
 * @param line line on which it stands there, from 1; 0 where none is known
 * @param message what was found, and what to do
 */
public record Diagnostic(Kind kind, String where, int line, String message) {

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
    return new Diagnostic(Kind.REJECTED, where, line, message);
  }

  static Diagnostic missing(String message) {
    return new Diagnostic(Kind.MISSING, "", 0, message);
  }

  static Diagnostic note(String where, int line, String message) {
    return new Diagnostic(Kind.NOTE, where, line, message);
  }

  /** Where it stands, in words; blank for the whole deployment. */
  public String place() {
    return line == 0 ? where : where.isEmpty() ? "line " + line : where + ", line " + line;
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT)
        + (place().isEmpty() ? "" : " in " + place())
        + ": "
        + message;
  }
}

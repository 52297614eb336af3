package io.servelab.artifact.adapt;

import java.util.Locale;

/**
 * Something found while a deployment was read.
 *
 * @param kind what it means for the result
 * @param where where it was found
 * @param message what was found, and what to do
 */
public record Diagnostic(Kind kind, String where, String message) {

  /** What a finding means. */
  public enum Kind {
    /** The deployment cannot be estimated as it is written. */
    REJECTED,
    /** Something must be given beside the deployment. */
    MISSING,
    /** Worth knowing. */
    NOTE
  }

  static Diagnostic rejected(String where, String message) {
    return new Diagnostic(Kind.REJECTED, where, message);
  }

  static Diagnostic missing(String message) {
    return new Diagnostic(Kind.MISSING, "", message);
  }

  static Diagnostic note(String where, String message) {
    return new Diagnostic(Kind.NOTE, where, message);
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT)
        + (where.isEmpty() ? "" : " in " + where)
        + ": "
        + message;
  }
}

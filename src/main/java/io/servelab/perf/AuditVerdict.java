package io.servelab.perf;

import java.util.Locale;

/** What becomes of rows under the rule set {@code servelab}. */
public enum AuditVerdict {
  /** They answer. */
  TRUSTED,
  /** Rows of other engines answer in their place. */
  SUBSTITUTED,
  /** They are lowered to later points of their sweep. */
  LEVELLED,
  /** They are raised to the roofline. */
  RAISED,
  /** They answer although they fail, because nothing better is known. */
  KEPT;

  /** Name in tables. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

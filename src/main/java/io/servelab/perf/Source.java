package io.servelab.perf;

import java.util.Locale;

/** What a time rests on, as a label for tables and files. */
public enum Source {
  /** Measured rows, read at or between or beyond their points. */
  SILICON,
  /** Measured rows of other engines, because the engine's own were missing or not trusted. */
  SUBSTITUTED,
  /** A formula or a measured utilisation carried over. */
  EMPIRICAL,
  /** The roofline. */
  SOL,
  /** Measured rows combined by a rule that was not itself measured. */
  ESTIMATED,
  /** A sum of parts that rest on different things. */
  MIXED;

  /** Label in tables and files. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Label of a sum of two parts. */
  public Source and(Source other) {
    return this == other ? this : MIXED;
  }
}

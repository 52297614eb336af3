package io.servelab.artifact.setting;

import java.util.Locale;

/** How a flag carries its value. */
public enum FlagForm {
  /** A value behind it. */
  VALUE,
  /** Several values behind it. */
  WORDS,
  /** Present for true, absent for false. */
  WHEN_TRUE,
  /** Present for false, absent for true. */
  WHEN_FALSE,
  /** Present for true; present with {@code no-} in front for false. */
  TOGGLE;

  static FlagForm of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}

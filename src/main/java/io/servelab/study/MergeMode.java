package io.servelab.study;

import java.util.Locale;

/** How a layer meets the layers below it. */
public enum MergeMode {
  /** Its values replace theirs key by key. */
  PATCH,
  /** Its values are all there is. */
  REPLACE;

  /** Name in files. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package io.servelab.study;

import java.util.Locale;

/** Why a layer exists; layers are usually ordered by stage. */
public enum Stage {
  /** What every study starts from. */
  BASE,
  /** What a kind of deployment needs. */
  MODE,
  /** What a serving engine needs. */
  BACKEND,
  /** A preset that a study picks by the layer's name. */
  PROFILE,
  /** What a person sets. */
  USER,
  /** What follows from everything else. */
  FINAL;

  /** Name in files. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

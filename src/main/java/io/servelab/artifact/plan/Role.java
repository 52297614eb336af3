package io.servelab.artifact.plan;

import io.servelab.error.UnknownNameException;
import java.util.Arrays;
import java.util.Locale;

/** What a pool of workers does. */
public enum Role {
  /** Prefill and decode. */
  AGG,
  /** Prefill only. */
  PREFILL,
  /** Decode only. */
  DECODE;

  private final String id = name().toLowerCase(Locale.ROOT);

  /**
   * The role with this name.
   *
   * @throws UnknownNameException if there is none
   */
  public static Role of(String id) {
    return Arrays.stream(values())
        .filter(role -> role.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                UnknownNameException.of(
                    "role", id, Arrays.stream(values()).map(Role::id).toList()));
  }

  /** Whether some role has this name. */
  static boolean exists(String id) {
    return Arrays.stream(values()).anyMatch(role -> role.id.equals(id));
  }

  /** Name in files, keys and flags. */
  public String id() {
    return id;
  }

  /** Name as a label. */
  public String title() {
    return this == AGG ? "Worker" : name().charAt(0) + id.substring(1);
  }

  /** Whether prompts are computed here. */
  public boolean prefills() {
    return this != DECODE;
  }

  /** Whether later tokens are computed here. */
  public boolean decodes() {
    return this != PREFILL;
  }

  /** Whether it is one of two pools that pass the KV cache on. */
  public boolean isSeparate() {
    return this != AGG;
  }

  @Override
  public String toString() {
    return id;
  }
}

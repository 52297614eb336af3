package io.servelab;

/**
 * A value of a study under its key, such as {@code isl = 4000}.
 *
 * @param key key of the configuration
 * @param value value
 */
public record Setting(String key, Object value) {

  @Override
  public String toString() {
    return key + " = " + value;
  }
}

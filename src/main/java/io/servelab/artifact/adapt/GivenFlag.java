package io.servelab.artifact.adapt;

import java.util.List;

/**
 * A flag as a command gives it.
 *
 * @param written the word that named it
 * @param name its name, without a value or member that was joined to it
 * @param values its values
 */
record GivenFlag(String written, String name, List<String> values) {

  GivenFlag {
    values = List.copyOf(values);
  }
}

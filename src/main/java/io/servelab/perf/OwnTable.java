package io.servelab.perf;

import java.nio.file.Path;

/**
 * A measured table of a person's own, put before or after the rows that are shipped.
 *
 * @param table table that it adds to, such as {@code gemm}
 * @param file CSV with the columns of that table; {@code source} may be left out
 * @param before whether its rows win over shipped ones of the same key, or only fill what they lack
 */
public record OwnTable(String table, Path file, boolean before) {

  /** What the column {@code source} says of its rows. */
  String source() {
    return "own/" + file.getFileName();
  }
}

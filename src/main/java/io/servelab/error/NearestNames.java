package io.servelab.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Ranks known names by how close they are to a mistyped one. */
public final class NearestNames {

  private NearestNames() {}

  /**
   * Returns the closest names, best first; ties in alphabetical order.
   *
   * <p>Case and punctuation are ignored, and a name that contains the given text counts as close.
   *
   * @param name the mistyped name
   * @param known the valid names
   * @param limit how many to return at most
   */
  public static List<String> of(String name, Collection<String> known, int limit) {
    String wanted = normalised(name);
    return known.stream()
        .distinct()
        .sorted(
            Comparator.comparingInt((String candidate) -> distance(wanted, normalised(candidate)))
                .thenComparing(Comparator.naturalOrder()))
        .limit(limit)
        .toList();
  }

  private static String normalised(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  private static int distance(String wanted, String candidate) {
    int edits = editDistance(wanted, candidate);
    boolean contained = wanted.length() >= 3 && candidate.contains(wanted);
    return contained ? Math.min(edits, 1) : edits;
  }

  /** Levenshtein distance by two rolling rows. */
  private static int editDistance(String left, String right) {
    int[] previous = new int[right.length() + 1];
    int[] current = new int[right.length() + 1];
    for (int column = 0; column <= right.length(); column++) {
      previous[column] = column;
    }
    for (int row = 1; row <= left.length(); row++) {
      current[0] = row;
      for (int column = 1; column <= right.length(); column++) {
        int change = left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1;
        current[column] =
            Math.min(
                previous[column - 1] + change, Math.min(previous[column], current[column - 1]) + 1);
      }
      int[] spare = previous;
      previous = current;
      current = spare;
    }
    return previous[right.length()];
  }
}

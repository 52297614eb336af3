package io.servelab.kernel;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jdk.jshell.SourceCodeAnalysis;

/**
 * Finds what a person may have meant by an unknown name, among the names that completion would
 * offer at that very place.
 */
final class NearbyNames {

  private static final int MAX_NAMES = 3;

  private final SourceCodeAnalysis analysis;

  NearbyNames(SourceCodeAnalysis analysis) {
    this.analysis = analysis;
  }

  /** Up to three names within two typing mistakes of the unknown one, only the nearest. */
  List<String> of(String source, UnknownName unknown) {
    String name = unknown.text();
    String before = source.substring(0, unknown.start());
    int tolerance = name.length() <= 3 ? 1 : 2;
    Map<Integer, List<String>> byTypos =
        analysis.completionSuggestions(before, before.length(), new int[1]).stream()
            .map(suggestion -> suggestion.continuation().replaceAll("\\W.*", ""))
            .filter(candidate -> Math.abs(candidate.length() - name.length()) <= tolerance)
            .distinct()
            .collect(Collectors.groupingBy(candidate -> typos(name, candidate)));
    return IntStream.rangeClosed(0, tolerance)
        .mapToObj(typos -> byTypos.getOrDefault(typos, List.of()))
        .filter(names -> !names.isEmpty())
        .findFirst()
        .map(names -> names.subList(0, Math.min(MAX_NAMES, names.size())))
        .orElse(List.of());
  }

  /** The number of letters to insert, drop, change or swap with a neighbour (optimal alignment). */
  static int typos(String a, String b) {
    int[][] distance = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        distance[i][j] = i == 0 || j == 0 ? i + j : cheapest(a, b, i, j, distance);
      }
    }
    return distance[a.length()][b.length()];
  }

  private static int cheapest(String a, String b, int i, int j, int[][] distance) {
    int change = same(a, i - 1, b, j - 1) ? 0 : 1;
    int cost =
        Math.min(
            distance[i - 1][j - 1] + change, 1 + Math.min(distance[i - 1][j], distance[i][j - 1]));
    boolean swapped = i > 1 && j > 1 && same(a, i - 1, b, j - 2) && same(a, i - 2, b, j - 1);
    return swapped ? Math.min(cost, distance[i - 2][j - 2] + 1) : cost;
  }

  private static boolean same(String a, int i, String b, int j) {
    return Character.toLowerCase(a.charAt(i)) == Character.toLowerCase(b.charAt(j));
  }
}

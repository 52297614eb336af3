package io.servelab.artifact.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file that differs between two bundles.
 *
 * @param path its path
 * @param here the file in this bundle, if it has it
 * @param there the file in the other bundle, if that has it
 */
public record FileDifference(
    String path, Optional<ArtifactFile> here, Optional<ArtifactFile> there) {

  /**
   * Every line of both: with {@code -} in front if only this bundle has it, {@code +} if only the
   * other one has it, a blank otherwise.
   */
  public List<String> lines() {
    return merged(textLines(here), textLines(there));
  }

  /** The lines that differ, with some around them. */
  public String text() {
    int context = 2;
    List<String> all = lines();
    List<String> kept = new ArrayList<>();
    kept.add("--- " + path);
    boolean skipped = false;
    for (int index = 0; index < all.size(); index++) {
      int from = Math.max(0, index - context);
      int to = Math.min(all.size(), index + context + 1);
      boolean near = all.subList(from, to).stream().anyMatch(line -> !line.startsWith(" "));
      if (near && skipped) {
        kept.add("...");
      }
      if (near) {
        kept.add(all.get(index));
      }
      skipped = !near;
    }
    return String.join("\n", kept) + "\n";
  }

  private static List<String> textLines(Optional<ArtifactFile> file) {
    return file.map(present -> present.text().lines().toList()).orElse(List.of());
  }

  /** Longest common subsequence by dynamic programming; files are a few hundred lines long. */
  private static List<String> merged(List<String> left, List<String> right) {
    int[][] common = new int[left.size() + 1][right.size() + 1];
    for (int row = left.size() - 1; row >= 0; row--) {
      for (int column = right.size() - 1; column >= 0; column--) {
        common[row][column] =
            left.get(row).equals(right.get(column))
                ? common[row + 1][column + 1] + 1
                : Math.max(common[row + 1][column], common[row][column + 1]);
      }
    }
    List<String> lines = new ArrayList<>();
    int row = 0;
    int column = 0;
    while (row < left.size() || column < right.size()) {
      boolean both = row < left.size() && column < right.size();
      if (both && left.get(row).equals(right.get(column))) {
        lines.add(" " + left.get(row++));
        column++;
      } else if (column == right.size()
          || (both && common[row + 1][column] >= common[row][column + 1])) {
        lines.add("-" + left.get(row++));
      } else {
        lines.add("+" + right.get(column++));
      }
    }
    return lines;
  }

  @Override
  public String toString() {
    long changed = lines().stream().filter(line -> !line.startsWith(" ")).count();
    return path + ": " + changed + " lines differ";
  }
}

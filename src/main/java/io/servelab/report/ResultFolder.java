package io.servelab.report;

import io.servelab.bulk.SearchFiles;
import io.servelab.error.FileTrouble;
import io.servelab.error.InvalidValueException;
import io.servelab.plot.PlotFigure;
import io.servelab.plot.SearchPlots;
import io.servelab.search.SearchBranch;
import io.servelab.search.SearchResult;
import io.servelab.search.ServingMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a result as a folder that can be read anywhere and run again.
 *
 * <p>Everything is written beside the target first and moved into place at the end, so that a
 * failure leaves nothing half-written.
 */
public final class ResultFolder {

  private final SearchResult result;
  private final String studyYaml;
  private final String rules;

  /**
   * Prepares a folder.
   *
   * @param studyYaml the resolved study
   * @param rules name of the rule set that answered
   */
  public ResultFolder(SearchResult result, String studyYaml, String rules) {
    this.result = result;
    this.studyYaml = studyYaml;
    this.rules = rules;
  }

  /**
   * Writes the folder.
   *
   * @param overwrite whether an earlier result that is there may be replaced; a folder that holds
   *     anything else never is
   * @throws InvalidValueException if the folder holds something and may not be replaced, or cannot
   *     be written
   */
  public void writeTo(Path folder, boolean overwrite) {
    Path target = folder.toAbsolutePath().normalize();
    try {
      if (Files.isRegularFile(target)) {
        throw refused(folder, "it is a file.\nGive another folder.");
      }
      if (!overwrite && Files.exists(target) && !names(target).isEmpty()) {
        throw refused(folder, "it is not empty.\nGive another folder or --overwrite.");
      }
      Files.createDirectories(target.getParent());
      Path temporary = Files.createTempDirectory(target.getParent(), ".servelab");
      try {
        fill(temporary);
        requireNothingElse(folder, names(temporary));
        delete(target);
        move(temporary, target);
      } finally {
        delete(temporary);
      }
    } catch (IOException unwritable) {
      throw refused(folder, FileTrouble.writing(target, unwritable));
    }
  }

  /** A mistyped folder, such as a home, must not be deleted for a result. */
  private static void requireNothingElse(Path folder, Set<String> written) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Set<String> others = names(folder);
    others.removeAll(written);
    for (ServingMode mode : ServingMode.values()) {
      others.remove(mode.id());
    }
    if (!others.isEmpty()) {
      throw refused(
          folder,
          "it also holds "
              + others.iterator().next()
              + ", which is no part of a result.\nGive another folder.");
    }
  }

  private static InvalidValueException refused(Path folder, String reason) {
    return InvalidValueException.of("save folder", folder, reason);
  }

  private void fill(Path folder) throws IOException {
    for (SearchBranch branch : result.branches()) {
      Path files = Files.createDirectories(folder.resolve(branch.mode().id()));
      SearchFiles.write(result, branch, files);
    }
    TextReport report = TextReport.of(result, rules);
    Files.writeString(folder.resolve("study.yaml"), studyYaml);
    Files.writeString(folder.resolve("report.txt"), report.text());
    PlotFigure front = SearchPlots.front(result, report.provenance());
    front.write(folder.resolve("pareto.html"));
    front.write(folder.resolve("pareto.svg"));
  }

  /** Names of what a folder holds, sorted. */
  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside
          .map(path -> path.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException otherVolume) {
      Files.move(from, to);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> inside = Files.walk(folder)) {
      inside
          .sorted(Comparator.reverseOrder())
          .forEach(
              path -> {
                try {
                  Files.delete(path);
                } catch (IOException undeletable) {
                  throw new UncheckedIOException(undeletable);
                }
              });
    } catch (UncheckedIOException undeletable) {
      throw undeletable.getCause();
    }
  }
}

package io.servelab.report;

import io.servelab.error.FileTrouble;
import io.servelab.error.InvalidValueException;
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
 * A folder that appears with everything in it, or not at all.
 *
 * <p>Everything is written beside the target first and moved into place at the end, so that a
 * failure leaves nothing half-written.
 */
final class NewFolder {

  /** Writes the contents of a folder. */
  @FunctionalInterface
  interface Contents {
    void writeTo(Path folder) throws IOException;
  }

  private final Path folder;
  private final Set<String> replaceable;

  /**
   * Prepares a folder.
   *
   * @param replaceable what an earlier one may hold besides what is written now
   */
  NewFolder(Path folder, Set<String> replaceable) {
    this.folder = folder;
    this.replaceable = replaceable;
  }

  /**
   * Writes the folder.
   *
   * @param overwrite whether an earlier result that is there may be replaced; a folder that holds
   *     anything else never is
   * @throws InvalidValueException if the folder holds something and may not be replaced, or cannot
   *     be written
   */
  void write(boolean overwrite, Contents contents) {
    Path target = folder.toAbsolutePath().normalize();
    try {
      requireFree(overwrite);
      Files.createDirectories(target.getParent());
      Path temporary = Files.createTempDirectory(target.getParent(), ".servelab");
      try {
        contents.writeTo(temporary);
        requireNothingElse(names(temporary));
        delete(target);
        move(temporary, target);
      } finally {
        delete(temporary);
      }
    } catch (IOException unwritable) {
      throw refused(FileTrouble.writing(target, unwritable));
    }
  }

  /** Refuses at once what would be refused in the end. */
  void requireFree(boolean overwrite) {
    try {
      if (Files.isRegularFile(folder)) {
        throw refused("it is a file.\nGive another folder.");
      }
      if (!overwrite && Files.exists(folder) && !names(folder).isEmpty()) {
        throw refused("it is not empty.\nGive another folder or --overwrite.");
      }
    } catch (IOException unreadable) {
      throw refused(FileTrouble.writing(folder, unreadable));
    }
  }

  /** A mistyped folder, such as a home, must not be deleted for a result. */
  private void requireNothingElse(Set<String> written) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Set<String> others = names(folder);
    others.removeAll(written);
    others.removeAll(replaceable);
    if (!others.isEmpty()) {
      throw refused(
          "it also holds "
              + others.iterator().next()
              + ", which is no part of a result.\nGive another folder.");
    }
  }

  private InvalidValueException refused(String reason) {
    return InvalidValueException.of("save folder", folder, reason);
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

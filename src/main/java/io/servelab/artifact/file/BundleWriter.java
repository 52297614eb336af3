package io.servelab.artifact.file;

import io.servelab.error.FileTrouble;
import io.servelab.error.InvalidValueException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Writes files beside their target first and moves them into place at the end. */
final class BundleWriter {

  /** Moment that all entries of a zip carry, so that equal bundles are equal files. */
  private static final FileTime MOMENT = FileTime.fromMillis(946_684_800_000L);

  /** Paths that bundles have; nothing else is ever replaced with a folder. */
  private static final Pattern GENERATED =
      Pattern.compile(
          "README\\.md|flags\\.csv|run_(\\d+|local)\\.sh|bench_(run|vllm)\\.sh"
              + "|(prediction|study|(agg|prefill|decode|disagg)_config|k8s_(deploy|bench)"
              + "|llm-d-values|kustomize/[a-z-]+)\\.yaml");

  private final List<ArtifactFile> files;

  BundleWriter(List<ArtifactFile> files) {
    this.files = files;
  }

  /** Refuses a folder that holds something; one that may be replaced, if it holds foreign files. */
  static void requireFolder(Path folder, boolean overwrite) {
    require(folder, overwrite || !exists(folder) || isEmptyFolder(folder));
    if (exists(folder)) {
      foreign(folder).ifPresent(found -> refuse(folder, found + ".\nGive another folder."));
    }
  }

  private static Optional<String> foreign(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Optional.of("it is a file");
    }
    try (Stream<Path> inside = Files.walk(folder)) {
      return inside
          .filter(path -> !Files.isDirectory(path))
          .map(path -> folder.relativize(path).toString().replace('\\', '/'))
          .filter(path -> !GENERATED.matcher(path).matches())
          .min(Comparator.naturalOrder())
          .map(path -> "it holds " + path + ", which is no deployment file");
    } catch (IOException unreadable) {
      return Optional.of("it cannot be read: " + unreadable);
    }
  }

  /** Refuses a zip where something is already. */
  static void requireZip(Path zip, boolean overwrite) {
    require(zip, !exists(zip) || (overwrite && Files.isRegularFile(zip)));
  }

  Path folder(Path folder, boolean overwrite) {
    requireFolder(folder, overwrite);
    return write(folder, workshop -> fill(workshop.resolve("folder")));
  }

  Path zip(Path zip, boolean overwrite) {
    requireZip(zip, overwrite);
    return write(
        zip,
        workshop -> {
          Path made = workshop.resolve("bundle.zip");
          Map<String, String> options =
              Map.of("create", "true", "enablePosixFileAttributes", "true");
          try (FileSystem archive = FileSystems.newFileSystem(made, options)) {
            fill(archive.getPath("/"));
          }
          return made;
        });
  }

  /** Makes what is to be written inside a private folder, and says where. */
  private interface Draft {
    Path make(Path workshop) throws IOException;
  }

  private static void require(Path target, boolean free) {
    if (!free) {
      refuse(
          target,
          "something is there already.\nGive another one, or say that it may be overwritten.");
    }
  }

  private static void refuse(Path target, String reason) {
    throw InvalidValueException.of("target of the deployment files", target, reason);
  }

  private static Path write(Path target, Draft draft) {
    Path whole = target.toAbsolutePath().normalize();
    try {
      Path parent = whole.getParent();
      if (parent == null) {
        throw new IOException("a file system's root is no place for them");
      }
      Files.createDirectories(parent);
      Path workshop = Files.createTempDirectory(parent, ".servelab");
      try {
        swap(draft.make(workshop), whole, workshop.resolve("before"));
      } finally {
        delete(workshop);
      }
    } catch (IOException unwritable) {
      throw InvalidValueException.of(
          "target of the deployment files",
          target,
          "it cannot be written: " + FileTrouble.writing(target, unwritable));
    }
    return target;
  }

  /** Puts something in place; what was there goes aside, and comes back if that fails. */
  private static void swap(Path made, Path target, Path aside) throws IOException {
    boolean occupied = exists(target);
    if (occupied) {
      move(target, aside);
    }
    try {
      move(made, target);
    } catch (IOException failed) {
      if (occupied) {
        move(aside, target);
      }
      throw failed;
    }
  }

  private Path fill(Path root) throws IOException {
    Files.createDirectories(root);
    for (ArtifactFile file : files) {
      Path path = root.resolve(file.path());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.text());
      allow(path, file.executable() ? "rwxr-xr-x" : "rw-r--r--");
      if (path.getFileSystem() != FileSystems.getDefault()) {
        Files.setLastModifiedTime(path, MOMENT);
      }
    }
    return root;
  }

  private static void allow(Path path, String permissions) throws IOException {
    if (Files.getFileAttributeView(path, PosixFileAttributeView.class) != null) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
  }

  private static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isEmptyFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.findAny().isEmpty();
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException otherVolume) {
      Files.move(from, to);
    }
  }

  private static void delete(Path path) throws IOException {
    try (Stream<Path> inside = Files.walk(path)) {
      inside
          .sorted(Comparator.reverseOrder())
          .forEach(
              found -> {
                try {
                  Files.delete(found);
                } catch (IOException undeletable) {
                  throw new UncheckedIOException(undeletable);
                }
              });
    } catch (UncheckedIOException undeletable) {
      throw undeletable.getCause();
    }
  }
}

package io.servelab.artifact.file;

import io.servelab.artifact.setting.NotExpressible;
import io.servelab.error.InvalidValueException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Everything that a deployment needs, in memory.
 *
 * @param name name of the deployment
 * @param files its files, by path
 * @param explain every flag with its reason
 * @param notExpressible what was predicted or asked for and is not in the files
 * @param warnings what a reader must know before deploying
 * @param findings what is wrong with the files; nothing in a sound bundle
 */
public record ArtifactBundle(
    String name,
    List<ArtifactFile> files,
    List<ExplainedFlag> explain,
    List<NotExpressible> notExpressible,
    List<String> warnings,
    List<Finding> findings) {

  /** Sorts the files and copies the lists. */
  public ArtifactBundle {
    files = files.stream().sorted(Comparator.comparing(ArtifactFile::path)).toList();
    explain = List.copyOf(explain);
    notExpressible = List.copyOf(notExpressible);
    warnings = List.copyOf(warnings);
    findings = List.copyOf(findings);
  }

  /** The file of a path, if there is one. */
  public Optional<ArtifactFile> file(String path) {
    return files.stream().filter(file -> file.path().equals(path)).findFirst();
  }

  /** Files that differ from those of another bundle, by path. */
  public List<FileDifference> diff(ArtifactBundle other) {
    TreeSet<String> paths = new TreeSet<>();
    files.forEach(file -> paths.add(file.path()));
    other.files.forEach(file -> paths.add(file.path()));
    List<FileDifference> differences = new ArrayList<>();
    for (String path : paths) {
      Optional<ArtifactFile> here = file(path);
      Optional<ArtifactFile> there = other.file(path);
      if (!here.equals(there)) {
        differences.add(new FileDifference(path, here, there));
      }
    }
    return differences;
  }

  /**
   * Requires places where a bundle may be written, before it is made.
   *
   * @param folder a folder, if one is wanted
   * @param zip a zip, if one is wanted
   * @param overwrite whether what is there may be replaced
   * @throws InvalidValueException if something is there and may not be replaced
   */
  public static void requirePlaces(Optional<Path> folder, Optional<Path> zip, boolean overwrite) {
    folder.ifPresent(place -> BundleWriter.requireFolder(place, overwrite));
    zip.ifPresent(place -> BundleWriter.requireZip(place, overwrite));
  }

  /**
   * Writes the files into a folder that does not exist or is empty.
   *
   * @return the folder
   * @throws InvalidValueException if the folder holds something, or cannot be written
   */
  public Path writeTo(Path folder) {
    return writeTo(folder, false);
  }

  /**
   * Writes the files into a folder: all of them, or none.
   *
   * @param overwrite whether what is there may be replaced as a whole
   * @return the folder
   * @throws InvalidValueException if something is there and may not be replaced, or the folder
   *     cannot be written
   */
  public Path writeTo(Path folder, boolean overwrite) {
    return new BundleWriter(files).folder(folder, overwrite);
  }

  /**
   * Writes the files into a zip: all of them, or none.
   *
   * @param overwrite whether a file that is there may be replaced
   * @return the zip
   * @throws InvalidValueException if something is there and may not be replaced, or the file cannot
   *     be written
   */
  public Path writeZip(Path zip, boolean overwrite) {
    return new BundleWriter(files).zip(zip, overwrite);
  }

  @Override
  public String toString() {
    return name
        + ": "
        + files.size()
        + " files, "
        + explain.size()
        + " flags explained, "
        + notExpressible.size()
        + " not expressible"
        + (findings.isEmpty() ? "" : ", " + findings.size() + " findings");
  }
}

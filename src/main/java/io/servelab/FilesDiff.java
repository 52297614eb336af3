package io.servelab;

import io.servelab.artifact.file.FileDifference;
import io.servelab.notebook.CodeBlock;
import io.servelab.notebook.Displayable;
import io.servelab.notebook.MimeBundle;
import java.util.List;
import java.util.stream.Collectors;

/** What differs between the files of two deployments. */
public final class FilesDiff implements Displayable {

  private final List<FileDifference> differences;

  FilesDiff(List<FileDifference> differences) {
    this.differences = List.copyOf(differences);
  }

  /** Paths of the files that differ, or that one of both lacks. */
  public List<String> names() {
    return differences.stream().map(FileDifference::path).toList();
  }

  /** With one file only. */
  public FilesDiff of(String path) {
    return new FilesDiff(
        differences.stream().filter(difference -> difference.path().equals(path)).toList());
  }

  /** The lines that differ: with {@code -} in front here, with {@code +} there. */
  public String text() {
    return differences.stream().map(FileDifference::text).collect(Collectors.joining("\n"));
  }

  @Override
  public MimeBundle mimeBundle() {
    return differences.isEmpty()
        ? MimeBundle.ofText("No file differs.")
        : new CodeBlock("", "diff", text()).mimeBundle();
  }

  @Override
  public String toString() {
    return differences.stream().map(FileDifference::toString).collect(Collectors.joining("\n"));
  }
}

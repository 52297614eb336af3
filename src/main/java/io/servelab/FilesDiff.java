package io.servelab;

import io.servelab.artifact.file.FileDifference;
import io.servelab.notebook.CodeBlock;
import io.servelab.notebook.Displayable;
import io.servelab.notebook.Escape;
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
        : new CodeBlock("", "diff", text()).mimeBundle().withHtml(html());
  }

  /** Front ends do not colour differences of themselves; tints suit light and dark themes. */
  private String html() {
    StringBuilder html = new StringBuilder("<pre style=\"line-height:1.35;overflow-x:auto\">");
    for (String line : text().lines().toList()) {
      html.append("<span style=\"display:block").append(tint(line)).append("\">");
      html.append(line.isEmpty() ? " " : Escape.html(line)).append("</span>");
    }
    return html.append("</pre>").toString();
  }

  private static String tint(String line) {
    if (line.startsWith("--- ")) {
      return ";font-weight:600";
    }
    return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
      case '-' -> ";background:rgba(213,94,0,0.18)";
      case '+' -> ";background:rgba(0,158,115,0.18)";
      default -> "";
    };
  }

  @Override
  public String toString() {
    return differences.stream().map(FileDifference::toString).collect(Collectors.joining("\n"));
  }
}

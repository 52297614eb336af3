package io.servelab.artifact.file;

import io.servelab.error.InvalidValueException;
import java.util.regex.Pattern;

/**
 * A generated file.
 *
 * @param path path inside its bundle, with slashes
 * @param text content
 * @param executable whether it is run
 */
public record ArtifactFile(String path, String text, boolean executable) {

  private static final Pattern PATH =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

  /** Requires a plain relative path. */
  public ArtifactFile {
    if (!PATH.matcher(path).matches()) {
      throw InvalidValueException.of("path of a generated file", path, "it must be relative.");
    }
  }

  /** A file that is read. */
  public static ArtifactFile of(String path, String text) {
    return new ArtifactFile(path, text, false);
  }

  /** A script. */
  public static ArtifactFile script(String path, String text) {
    return new ArtifactFile(path, text, true);
  }

  /** Language for highlighting, by the ending of the path: {@code yaml}, {@code bash} and so on. */
  public String language() {
    String ending = path.substring(path.lastIndexOf('.') + 1);
    return switch (ending) {
      case "yaml" -> "yaml";
      case "sh" -> "bash";
      case "md" -> "markdown";
      default -> ending;
    };
  }

  @Override
  public String toString() {
    return path + ", " + text.lines().count() + " lines";
  }
}

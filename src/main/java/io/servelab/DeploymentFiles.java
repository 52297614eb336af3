package io.servelab;

import io.servelab.artifact.file.ArtifactBundle;
import io.servelab.artifact.file.ArtifactFile;
import io.servelab.artifact.file.ExplainedFlag;
import io.servelab.error.UnknownNameException;
import io.servelab.notebook.Displayable;
import io.servelab.notebook.MimeBundle;
import io.servelab.table.TableBuilder;
import io.servelab.table.TableView;
import java.nio.file.Path;
import java.util.List;

/** The files that start a deployment: flags, scripts, manifests, load tests. */
public final class DeploymentFiles implements Displayable {

  private static final TableBuilder<ExplainedFlag> FLAGS =
      TableBuilder.<ExplainedFlag>named("flags")
          .text("role", ExplainedFlag::role)
          .text("flag", ExplainedFlag::flag)
          .text("value", ExplainedFlag::value)
          .text("origin", ExplainedFlag::origin)
          .text("why", ExplainedFlag::why)
          .text("file", ExplainedFlag::file);

  private static final TableBuilder<ArtifactFile> FILES =
      TableBuilder.<ArtifactFile>named("files")
          .text("path", ArtifactFile::path)
          .integer("lines", file -> file.text().lines().count());

  private static final int SHOWN_FLAGS = 60;

  private final ArtifactBundle bundle;

  DeploymentFiles(ArtifactBundle bundle) {
    this.bundle = bundle;
  }

  /** Their paths, relative to the folder they are written into. */
  public List<String> names() {
    return bundle.files().stream().map(ArtifactFile::path).toList();
  }

  /**
   * The text of a file.
   *
   * @throws UnknownNameException if there is none of that path; names the nearest ones
   */
  public String text(String path) {
    return bundle
        .file(path)
        .map(ArtifactFile::text)
        .orElseThrow(() -> UnknownNameException.of("file", path, names()));
  }

  /** Every flag with its value, where the value comes from, and why. */
  public TableView explain() {
    return TableView.of(FLAGS.build(bundle.explain())).rows(SHOWN_FLAGS);
  }

  /** What to know before deploying: doubts, and settings that the engine has no flag for. */
  public List<String> warnings() {
    return bundle.warnings();
  }

  /**
   * Writes all files.
   *
   * @param folder a new or empty folder
   * @return the folder
   * @throws io.servelab.error.InvalidValueException if it holds something already
   */
  public Path writeTo(Path folder) {
    return bundle.writeTo(folder);
  }

  /** Writes all files into a new or empty folder. */
  public Path writeTo(String folder) {
    return writeTo(Path.of(folder));
  }

  @Override
  public MimeBundle mimeBundle() {
    return TableView.of(FILES.build(bundle.files())).rows(SHOWN_FLAGS).mimeBundle();
  }

  @Override
  public String toString() {
    return String.join("\n", names());
  }
}

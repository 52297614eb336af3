package io.servelab;

import io.servelab.artifact.Artifacts;
import io.servelab.artifact.file.ArtifactBundle;
import io.servelab.artifact.file.ArtifactFile;
import io.servelab.artifact.file.ExplainedFlag;
import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.artifact.setting.NotExpressible;
import io.servelab.artifact.target.Target;
import io.servelab.error.UnknownNameException;
import io.servelab.notebook.CodeBlock;
import io.servelab.notebook.Displayable;
import io.servelab.notebook.HelpCard;
import io.servelab.notebook.MimeBundle;
import io.servelab.table.TableBuilder;
import io.servelab.table.TableView;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The files that start a deployment: flags, scripts, manifests, load tests. Immutable; each step
 * gives new files.
 */
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

  private final DeploymentPlan plan;
  private final Set<Target> targets;
  private final ArtifactBundle bundle;

  private DeploymentFiles(DeploymentPlan plan, Set<Target> targets) {
    this.plan = plan;
    this.targets = targets;
    this.bundle = Artifacts.of(plan, targets);
  }

  /** Files of a plan, for every target that it can run on. */
  static DeploymentFiles of(DeploymentPlan plan) {
    return new DeploymentFiles(plan, EnumSet.allOf(Target.class));
  }

  /**
   * With one value set by hand, which wins over every rule.
   *
   * @param key a setting of the workers, such as {@code decode.max_batch_size}; a flag of the
   *     engine itself as {@code flag.<name>}; {@code platform.<key>}; {@code model.path}, {@code
   *     model.served_name}, {@code dynamo_version} or {@code engine_version}
   * @throws UnknownNameException if there is no such setting; names the nearest ones
   * @throws io.servelab.error.InvalidValueException if the value cannot be used
   */
  public DeploymentFiles with(String key, Object value) {
    return new DeploymentFiles(plan.with(key, value), targets);
  }

  /**
   * With files for some targets only.
   *
   * @param names any of {@code local}, {@code nodes}, {@code dynamo}, {@code llm-d}, {@code
   *     kustomize}, {@code benchmark}
   * @throws UnknownNameException if there is no such target
   */
  public DeploymentFiles targets(String... names) {
    Set<Target> chosen = EnumSet.noneOf(Target.class);
    Arrays.stream(names).map(Target::of).forEach(chosen::add);
    return new DeploymentFiles(plan, chosen);
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
    return file(path).text();
  }

  /**
   * A file as a notebook shows it, highlighted.
   *
   * @throws UnknownNameException if there is none of that path; names the nearest ones
   */
  public CodeBlock preview(String path) {
    ArtifactFile file = file(path);
    return new CodeBlock(path, file.language(), file.text());
  }

  private ArtifactFile file(String path) {
    return bundle.file(path).orElseThrow(() -> UnknownNameException.of("file", path, names()));
  }

  /** Every flag with its value, where the value comes from, and why. */
  public TableView explain() {
    return TableView.of(FLAGS.build(bundle.explain())).rows(SHOWN_FLAGS);
  }

  /** What to know before deploying. */
  public List<String> warnings() {
    return bundle.warnings();
  }

  /** What was predicted or asked for and the files cannot say, with the reason. */
  public List<String> notExpressible() {
    return bundle.notExpressible().stream().map(NotExpressible::toString).toList();
  }

  /** The lines that another deployment's files have otherwise. */
  public FilesDiff diff(DeploymentFiles other) {
    return new FilesDiff(bundle.diff(other.bundle));
  }

  /**
   * Writes all files.
   *
   * @param folder a new or empty folder
   * @return the folder
   * @throws io.servelab.error.InvalidValueException if it holds something already
   */
  public Path writeTo(Path folder) {
    return writeTo(folder, false);
  }

  /** Writes all files into a new or empty folder. */
  public Path writeTo(String folder) {
    return writeTo(Path.of(folder));
  }

  /** Writes all files into a folder, in place of what is there if {@code overwrite}. */
  public Path writeTo(Path folder, boolean overwrite) {
    return bundle.writeTo(folder, overwrite);
  }

  /**
   * Writes all files into a zip.
   *
   * @param zip a path where nothing is
   * @return the path
   * @throws io.servelab.error.InvalidValueException if something is there already
   */
  public Path zip(Path zip) {
    return zip(zip, false);
  }

  /** Writes all files into a zip where nothing is yet. */
  public Path zip(String zip) {
    return zip(Path.of(zip));
  }

  /** Writes all files into a zip, in place of what is there if {@code overwrite}. */
  public Path zip(Path zip, boolean overwrite) {
    return bundle.writeZip(zip, overwrite);
  }

  /** The pure plan, for code that goes on working with it. */
  public DeploymentPlan plan() {
    return plan;
  }

  /** What can come next, with an example of each. */
  public HelpCard help() {
    return HelpCards.FILES;
  }

  @Override
  public MimeBundle mimeBundle() {
    TableView view =
        TableView.of(FILES.build(bundle.files())).rows(SHOWN_FLAGS).caption(bundle.toString());
    for (String warning : warnings()) {
      view = view.note(warning);
    }
    for (String missing : notExpressible()) {
      view = view.note("Not in the files: " + missing);
    }
    return view.mimeBundle();
  }

  @Override
  public String toString() {
    return String.join("\n", names());
  }
}

package io.servelab.cli;

import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.search.Candidate;
import io.servelab.search.SearchRequest;
import io.servelab.search.SearchResult;
import io.servelab.search.plan.Sizing;
import io.servelab.study.StudyConfig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of files for what a search found, and how those files are made. */
final class SearchedFiles {

  @Mixin private ArtifactOptions files = new ArtifactOptions();

  @Option(
      names = "--artifact-set",
      paramLabel = "KEY=VALUE",
      description = "Set a value of the deployment files, as 'generate --set'; may be repeated.")
  private Map<String, String> settings = new LinkedHashMap<>();

  boolean isAsked() {
    return files.isAsked();
  }

  boolean isOverwrite() {
    return files.isOverwrite();
  }

  /** Refuses to write the files where something else is written. */
  void requireOther(Path place) {
    files.requireOther(place);
  }

  /** Refuses targets, places and values that cannot be used, before anything is computed. */
  void check() {
    files.check(settings);
  }

  /**
   * Writes the files of a candidate, on all GPUs of its question.
   *
   * @param study the study that was searched
   */
  void write(SearchResult result, Candidate candidate, StudyConfig study) {
    write(result.requestOf(candidate), candidate, study);
  }

  /**
   * Writes the files of as many replicas as serve a load.
   *
   * @param study the study that was searched; the files record the number of GPUs with it
   */
  void write(SearchResult result, Sizing sizing, StudyConfig study) {
    write(
        result.requestOf(sizing.candidate()).withTotalGpus(sizing.totalGpus()),
        sizing.candidate(),
        study.with("gpus", sizing.totalGpus()));
  }

  private void write(SearchRequest request, Candidate candidate, StudyConfig study) {
    GenerateCommand.warn(
        files.write(DeploymentPlan.of(request, candidate).withStudy(study), settings));
  }
}

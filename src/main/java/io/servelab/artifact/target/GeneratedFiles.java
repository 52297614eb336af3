package io.servelab.artifact.target;

import io.servelab.artifact.file.ArtifactFile;
import io.servelab.artifact.setting.NotExpressible;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Files of some targets.
 *
 * @param files the files
 * @param missing targets that the deployment cannot run on
 */
public record GeneratedFiles(List<ArtifactFile> files, List<NotExpressible> missing) {

  /** Copies the lists. */
  public GeneratedFiles {
    files = List.copyOf(files);
    missing = List.copyOf(missing);
  }

  /** Writes the files of some targets. */
  public static GeneratedFiles of(Deployment deployment, Set<Target> targets) {
    List<ArtifactFile> files = new ArrayList<>(EngineFiles.of(deployment));
    List<NotExpressible> missing = new ArrayList<>();
    for (Target target : Target.values()) {
      if (!targets.contains(target)) {
        continue;
      }
      TargetGenerator generator = target.generator();
      Optional<String> obstacle = generator.obstacle(deployment);
      obstacle.ifPresent(
          reason -> missing.add(new NotExpressible("", "target", target.id(), reason, "")));
      if (obstacle.isEmpty()) {
        files.addAll(generator.files(deployment));
      }
    }
    return new GeneratedFiles(files, missing);
  }
}

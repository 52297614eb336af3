package io.servelab.artifact.lint;

import io.servelab.artifact.file.ArtifactFile;
import io.servelab.artifact.file.Finding;
import io.servelab.artifact.target.Deployment;
import java.util.ArrayList;
import java.util.List;

/** Everything that is wrong with the files of a deployment. */
public final class BundleLint {

  private BundleLint() {}

  /** The findings; none for sound files. */
  public static List<Finding> of(Deployment deployment, List<ArtifactFile> files) {
    List<Finding> findings = new ArrayList<>();
    findings.addAll(YamlLint.of(files));
    findings.addAll(new FlagLint(deployment.plan().release()).of(files));
    findings.addAll(new GpuLint(deployment.plan()).of(files));
    findings.addAll(new RuleLint(deployment).findings());
    return findings;
  }
}

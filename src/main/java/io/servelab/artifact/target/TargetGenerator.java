package io.servelab.artifact.target;

import io.servelab.artifact.file.ArtifactFile;
import java.util.List;
import java.util.Optional;

/** Writes the files of one target. */
interface TargetGenerator {

  /** Why a deployment cannot run there; empty if it can. */
  Optional<String> obstacle(Deployment deployment);

  /** The files, where nothing stands in the way. */
  List<ArtifactFile> files(Deployment deployment);
}

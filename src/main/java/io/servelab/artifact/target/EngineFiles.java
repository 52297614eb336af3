package io.servelab.artifact.target;

import io.servelab.artifact.file.ArtifactFile;
import io.servelab.artifact.file.Tree;
import io.servelab.artifact.file.YamlDocument;
import io.servelab.artifact.plan.Role;
import io.servelab.artifact.plan.RolePlan;
import io.servelab.artifact.setting.EngineFlag;
import io.servelab.hardware.ServingEngine;
import java.util.List;

/** Files that engines read their settings from; only TensorRT-LLM has one. */
public final class EngineFiles {

  private EngineFiles() {}

  /** One file for each role; none where settings are flags. */
  public static List<ArtifactFile> of(Deployment deployment) {
    return deployment.isOn(ServingEngine.TRTLLM)
        ? deployment.plan().roles().stream()
            .map(role -> ArtifactFile.of(name(role.role()), text(deployment, role)))
            .toList()
        : List.of();
  }

  /** Name of the file of a role. */
  public static String name(Role role) {
    return role.id() + "_config.yaml";
  }

  /** Content of the file of a role. */
  static String text(Deployment deployment, RolePlan role) {
    List<EngineFlag> flags = deployment.flags(role.role()).flags();
    YamlDocument document = new YamlDocument();
    document.comment(
        "TensorRT-LLM "
            + deployment.plan().release().version()
            + ", "
            + role.role()
            + ": "
            + ScriptParts.pool(role)
            + ". Why each entry is as it is:");
    flags.forEach(flag -> document.comment("  " + flag.name() + ": " + flag.why()));
    Tree tree = new Tree().put("backend", "pytorch");
    flags.forEach(flag -> tree.putPath(flag.name(), flag.value()));
    return document.document(tree.map()).text();
  }
}

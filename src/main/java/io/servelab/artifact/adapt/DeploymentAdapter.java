package io.servelab.artifact.adapt;

import io.servelab.artifact.file.ShellCommand;
import io.servelab.artifact.plan.EngineVersion;
import io.servelab.error.InvalidValueException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Turns an existing deployment into a request for an estimate: "what do you predict for what I
 * already run?"
 *
 * <pre>{@code
 * DeploymentAdapter.standard()
 *     .with(Map.of("system", "h200_sxm", "isl", 4000, "osl", 1000, "concurrency", 256))
 *     .adapt("vllm serve Qwen/Qwen3-32B-FP8 --tensor-parallel-size 4 --max-num-seqs 64");
 * }</pre>
 */
public final class DeploymentAdapter {

  private static final Pattern MANIFEST =
      Pattern.compile("(?m)^\\s*(kind|apiVersion):|^modelArtifacts:");
  private static final DeploymentAdapter STANDARD =
      new DeploymentAdapter(Map.of(), Map.of(), Optional.empty());

  private final Map<String, Object> given;
  private final Map<String, String> files;
  private final Optional<EngineVersion> engineVersion;

  private DeploymentAdapter(
      Map<String, Object> given, Map<String, String> files, Optional<EngineVersion> engineVersion) {
    this.given = given;
    this.files = files;
    this.engineVersion = engineVersion;
  }

  /** An adapter that is told nothing beside the deployment. */
  public static DeploymentAdapter standard() {
    return STANDARD;
  }

  /**
   * The same, told more. Keys are those of an estimate request, and {@code concurrency}, the
   * requests that the deployment serves at once; they win over what the deployment says.
   */
  public DeploymentAdapter with(Map<String, ?> more) {
    Map<String, Object> merged = new LinkedHashMap<>(given);
    merged.putAll(more);
    return new DeploymentAdapter(merged, files, engineVersion);
  }

  /**
   * The same with a file that commands read.
   *
   * @param path its path as commands name it
   * @param text its content
   */
  public DeploymentAdapter withFile(String path, String text) {
    Map<String, String> more = new HashMap<>(files);
    more.put(path.substring(path.lastIndexOf('/') + 1), text);
    return new DeploymentAdapter(given, more, engineVersion);
  }

  /**
   * The same for commands of another engine version than that of the usual Dynamo release, or of
   * the image that a manifest names.
   *
   * @throws InvalidValueException if it is no version
   */
  public DeploymentAdapter withEngineVersion(String version) {
    return new DeploymentAdapter(given, files, Optional.of(new EngineVersion(version)));
  }

  /**
   * Reads a deployment.
   *
   * @param deployment manifests of a {@code DynamoGraphDeployment} or of Kubernetes workloads,
   *     values of llm-d's chart, or a script of commands that start engines
   * @throws InvalidValueException if it is neither YAML nor a script
   */
  public AdaptedDeployment adapt(String deployment) {
    boolean manifest = MANIFEST.matcher(deployment).find();
    FoundCommands found = manifest ? ManifestReader.read(deployment) : commands(deployment);
    List<Diagnostic> diagnostics = new ArrayList<>(found.diagnostics());
    SourceText source = manifest ? new SourceText(deployment) : SourceText.ofScript(deployment);
    AdapterInput input = new AdapterInput(source, found.files(), files, engineVersion);
    List<ReadWorker> workers = new ArrayList<>();
    for (WorkerCommand command : found.commands()) {
      CommandReader.read(command, input, diagnostics).ifPresent(workers::add);
    }
    return new RequestBuilder(workers, given, diagnostics).build();
  }

  private static FoundCommands commands(String script) {
    ScriptReader read = ScriptReader.read(script, "", new Variables(Map.of()));
    List<WorkerCommand> commands = new ArrayList<>();
    for (ShellCommand start : read.starts()) {
      commands.add(
          new WorkerCommand(
              "command " + (commands.size() + 1),
              start.line(),
              start.words(),
              1,
              0,
              "",
              Optional.empty()));
    }
    return new FoundCommands(commands, read.files(), read.diagnostics());
  }
}

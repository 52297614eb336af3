package io.servelab.artifact.adapt;

import io.servelab.artifact.file.ShellWords;
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

  private static final Pattern MANIFEST = Pattern.compile("(?m)^\\s*(kind|apiVersion):");
  private static final DeploymentAdapter STANDARD = new DeploymentAdapter(Map.of(), Map.of());

  private final Map<String, Object> given;
  private final Map<String, String> files;

  private DeploymentAdapter(Map<String, Object> given, Map<String, String> files) {
    this.given = given;
    this.files = files;
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
    return new DeploymentAdapter(merged, files);
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
    return new DeploymentAdapter(given, more);
  }

  /**
   * Reads a deployment.
   *
   * @param deployment manifests of a {@code DynamoGraphDeployment}, or commands that start engines,
   *     one on each line
   * @throws InvalidValueException if it is neither YAML nor a command
   */
  public AdaptedDeployment adapt(String deployment) {
    FoundCommands found =
        MANIFEST.matcher(deployment).find()
            ? ManifestReader.read(deployment)
            : new FoundCommands(commands(deployment), Map.of(), List.of());
    List<Diagnostic> diagnostics = new ArrayList<>(found.diagnostics());
    Map<String, String> known = new HashMap<>(found.files());
    known.putAll(files);
    List<ReadWorker> workers = new ArrayList<>();
    for (WorkerCommand command : found.commands()) {
      Optional<ReadWorker> worker = CommandReader.read(command, known, diagnostics);
      worker.ifPresent(workers::add);
    }
    return new RequestBuilder(workers, given, diagnostics).build();
  }

  private static List<WorkerCommand> commands(String text) {
    List<WorkerCommand> commands = new ArrayList<>();
    for (String line : text.replace("\\\n", " ").lines().toList()) {
      List<String> words = ShellWords.split(line);
      if (!words.isEmpty()) {
        commands.add(new WorkerCommand("command " + (commands.size() + 1), words, 1, 0, ""));
      }
    }
    return commands;
  }
}

package io.servelab.artifact.plan;

import io.servelab.error.InvalidValueException;
import io.servelab.model.ModelConfig;
import java.nio.file.Path;

/**
 * The model that is served.
 *
 * @param path Hugging Face id, or path of the weights where the workers see it
 * @param servedName name by which clients ask for it
 * @param config what the model is
 */
public record PlannedModel(String path, String servedName, ModelConfig config) {

  /** Requires a path and a name on one line each. */
  public PlannedModel {
    requireLine("model path", path);
    requireLine("served model name", servedName);
  }

  /**
   * A model that is found and served by its id; one that was read from a file by the folder of that
   * file, which holds its weights, and served by the name of that folder.
   */
  public static PlannedModel of(ModelConfig config) {
    if (!config.id().endsWith(".json")) {
      return new PlannedModel(config.id(), config.id(), config);
    }
    Path folder = Path.of(config.id()).toAbsolutePath().normalize().getParent();
    Path name = folder == null ? null : folder.getFileName();
    return name == null
        ? new PlannedModel("/", "model", config)
        : new PlannedModel(folder.toString(), name.toString(), config);
  }

  /** Whether its weights lie in a folder, which every worker must see. */
  public boolean isFolder() {
    return path.startsWith("/");
  }

  /** Longest sequence of the model, tokens; 0 if it does not say. */
  public long contextLength() {
    return config.shape().contextLength();
  }

  private static void requireLine(String what, String text) {
    if (text.isBlank()) {
      throw InvalidValueException.of(what, "''", "it must not be blank.");
    }
    TextRule.LINE.require(what, text);
    if (text.startsWith("-")) {
      throw InvalidValueException.of(what, text, "a leading hyphen would be read as a flag.");
    }
  }
}

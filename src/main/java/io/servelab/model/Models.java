package io.servelab.model;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reads each model once: a local path if there is one, else a bundled configuration. */
public final class Models {

  private final Map<String, ModelConfig> read = new ConcurrentHashMap<>();

  /**
   * The model of an id or path.
   *
   * @param idOrPath id of a bundled model or path of a configuration, which {@code
   *     #LlamaForCausalLM} after it reads as another architecture than it names
   * @throws io.servelab.error.UnknownNameException if it is neither, or of no known architecture
   */
  public ModelConfig find(String idOrPath) {
    return read.computeIfAbsent(idOrPath, Models::read);
  }

  private static ModelConfig read(String idOrPath) {
    if (ModelCatalog.contains(idOrPath)) {
      return ModelCatalog.find(idOrPath);
    }
    int mark = idOrPath.lastIndexOf('#');
    if (mark > 0 && isFile(idOrPath.substring(0, mark))) {
      return HuggingFaceConfig.readAs(
          Path.of(idOrPath.substring(0, mark)), Architecture.of(idOrPath.substring(mark + 1)));
    }
    return isFile(idOrPath)
        ? HuggingFaceConfig.read(Path.of(idOrPath))
        : ModelCatalog.find(idOrPath);
  }

  /** Whether a name stands for a configuration that is there. */
  public static boolean isLocal(String idOrPath) {
    int mark = idOrPath.lastIndexOf('#');
    return isFile(idOrPath) || (mark > 0 && isFile(idOrPath.substring(0, mark)));
  }

  private static boolean isFile(String path) {
    try {
      return !path.isEmpty() && Files.exists(Path.of(path));
    } catch (InvalidPathException notPath) {
      return false;
    }
  }
}

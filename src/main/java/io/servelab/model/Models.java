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
   * @throws io.servelab.error.UnknownNameException if it is neither
   */
  public ModelConfig find(String idOrPath) {
    return read.computeIfAbsent(idOrPath, Models::read);
  }

  private static ModelConfig read(String idOrPath) {
    return !ModelCatalog.contains(idOrPath) && isFile(idOrPath)
        ? HuggingFaceConfig.read(Path.of(idOrPath))
        : ModelCatalog.find(idOrPath);
  }

  private static boolean isFile(String path) {
    try {
      return !path.isEmpty() && Files.exists(Path.of(path));
    } catch (InvalidPathException notPath) {
      return false;
    }
  }
}

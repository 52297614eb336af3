package io.servelab.artifact.target;

import io.servelab.artifact.plan.PlatformKey;
import java.util.Map;

/**
 * Where pods find model files.
 *
 * @param claim volume claim; blank if each pod downloads them
 * @param mount where it is mounted
 * @param path path of the model inside it; blank if it is a download cache
 */
record ModelCache(String claim, String mount, String path) {

  static ModelCache of(Deployment deployment) {
    return new ModelCache(
        deployment.setting(PlatformKey.MODEL_CACHE),
        deployment.setting(PlatformKey.MODEL_CACHE_MOUNT),
        deployment.setting(PlatformKey.MODEL_CACHE_PATH));
  }

  boolean exists() {
    return !claim.isEmpty();
  }

  /** Whether the model itself lies there, rather than downloads. */
  boolean holdsModel() {
    return exists() && !path.isEmpty();
  }

  /** Path of the model as workers see it. */
  String modelPath(Deployment deployment) {
    return holdsModel() ? mount + "/" + path : deployment.plan().model().path();
  }

  /** Environment that sends downloads there. */
  Map<String, String> environment() {
    return exists() && path.isEmpty() ? Map.of("HF_HOME", mount) : Map.of();
  }
}

package io.servelab.artifact.plan;

import io.servelab.study.ConfigValue;
import io.servelab.study.StudyConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The study that a deployment was chosen from.
 *
 * @param yaml the resolved study; it reads back as the same study
 * @param layers layer that set each key
 */
public record StudyRecord(String yaml, Map<String, String> layers) {

  /** Copies the map. */
  public StudyRecord {
    layers = Map.copyOf(layers);
  }

  /**
   * Records a study.
   *
   * @param answered engine and versions that answered, in place of slots, by key
   */
  static StudyRecord of(StudyConfig config, Map<String, String> answered) {
    Map<String, String> layers = new HashMap<>();
    for (String key : config.values().keySet()) {
      Optional<ConfigValue> value = config.find(key);
      value.ifPresent(set -> layers.put(key, set.layer()));
    }
    return new StudyRecord(config.with(answered).toYaml(), layers);
  }

  /** Layer that set a key, if any did. */
  public Optional<String> layer(String key) {
    return Optional.ofNullable(layers.get(key));
  }
}

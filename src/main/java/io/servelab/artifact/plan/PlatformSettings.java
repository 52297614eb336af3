package io.servelab.artifact.plan;

import io.servelab.error.InvalidValueException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The place where a deployment runs.
 *
 * @param chosen settings that a person made
 * @param environment further environment variables of every worker, by name
 * @param workerPodSpec fields merged into the pod of every worker, after everything else
 */
public record PlatformSettings(
    Map<PlatformKey, String> chosen,
    Map<String, String> environment,
    Map<String, Object> workerPodSpec) {

  /** Nothing set by a person. */
  public static final PlatformSettings STANDARD =
      new PlatformSettings(Map.of(), Map.of(), Map.of());

  private static final String ENVIRONMENT = "env.";
  private static final String POD_SPEC = "worker_pod_spec";

  /** Checks every text. */
  public PlatformSettings {
    Map<PlatformKey, String> checked = new EnumMap<>(PlatformKey.class);
    chosen.forEach((key, value) -> checked.put(key, key.require(value)));
    chosen = Collections.unmodifiableMap(checked);
    environment.forEach(
        (name, value) -> {
          TextRule.VARIABLE.require("platform.env", name);
          TextRule.LINE.require("platform.env." + name, value);
        });
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    workerPodSpec = Collections.unmodifiableMap(new TreeMap<>(workerPodSpec));
  }

  /** Value of a setting. */
  public String get(PlatformKey key) {
    return chosen.getOrDefault(key, key.usual());
  }

  /** Whether a setting has a value, chosen or usual. */
  public boolean has(PlatformKey key) {
    return !get(key).isEmpty();
  }

  /**
   * The same with another value.
   *
   * @param key name of a {@link PlatformKey}, {@code env.NAME}, or {@code worker_pod_spec}
   * @param value its value; a map for {@code worker_pod_spec}
   * @throws InvalidValueException if the value cannot be used
   */
  public PlatformSettings with(String key, Object value) {
    if (key.equals(POD_SPEC)) {
      if (!(value instanceof Map<?, ?> fields)) {
        throw InvalidValueException.of("platform." + key, value, "expected fields of a pod.");
      }
      Map<String, Object> merged = new TreeMap<>(workerPodSpec);
      fields.forEach((name, field) -> merged.put(name.toString(), field));
      return new PlatformSettings(chosen, environment, merged);
    }
    if (key.startsWith(ENVIRONMENT)) {
      Map<String, String> more = new TreeMap<>(environment);
      more.put(key.substring(ENVIRONMENT.length()), value.toString());
      return new PlatformSettings(chosen, more, workerPodSpec);
    }
    Map<PlatformKey, String> more = new EnumMap<>(PlatformKey.class);
    more.putAll(chosen);
    more.put(PlatformKey.of(key), value.toString());
    return new PlatformSettings(more, environment, workerPodSpec);
  }
}

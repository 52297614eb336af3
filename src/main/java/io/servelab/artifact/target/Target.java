package io.servelab.artifact.target;

import io.servelab.error.UnknownNameException;
import java.util.Arrays;
import java.util.Locale;

/** Where a deployment can run. */
public enum Target {
  /** The engine's own server on one machine. */
  LOCAL,
  /** Dynamo on bare nodes: a script for each. */
  NODES,
  /** Dynamo on Kubernetes. */
  DYNAMO,
  /** llm-d on Kubernetes, by Helm values. */
  LLM_D,
  /** llm-d on Kubernetes, by Kustomize patches. */
  KUSTOMIZE,
  /** Load tests at the predicted concurrency. */
  BENCHMARK;

  private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /**
   * The target with this name.
   *
   * @throws UnknownNameException if there is none
   */
  public static Target of(String id) {
    return Arrays.stream(values())
        .filter(target -> target.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                UnknownNameException.of(
                    "deployment target", id, Arrays.stream(values()).map(Target::id).toList()));
  }

  /** Name in options. */
  public String id() {
    return id;
  }

  TargetGenerator generator() {
    return switch (this) {
      case LOCAL -> new LocalScript();
      case NODES -> new NodeScripts();
      case DYNAMO -> new DynamoManifest();
      case LLM_D -> new LlmdValues();
      case KUSTOMIZE -> new KustomizeOverlay();
      case BENCHMARK -> new BenchmarkFiles();
    };
  }

  @Override
  public String toString() {
    return id;
  }
}

package io.servelab.artifact.plan;

import io.servelab.hardware.ServingEngine;

/**
 * The software that is deployed; what was measured may be another version.
 *
 * @param engine serving engine
 * @param version version of the engine
 * @param dynamo version of the Dynamo platform
 */
public record Release(ServingEngine engine, EngineVersion version, EngineVersion dynamo) {

  /** What a Dynamo release brings along for an engine. */
  public static Release of(ServingEngine engine, EngineVersion dynamo) {
    return new Release(engine, Releases.standard().engineVersion(engine, dynamo), dynamo);
  }

  /** The usual Dynamo release. */
  public static Release usual(ServingEngine engine) {
    return of(engine, Releases.standard().usual());
  }

  /** The same with another version of the engine. */
  public Release withVersion(EngineVersion other) {
    return new Release(engine, other, dynamo);
  }

  @Override
  public String toString() {
    return engine + " " + version + " (Dynamo " + dynamo + ")";
  }
}

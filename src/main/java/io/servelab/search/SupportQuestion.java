package io.servelab.search;

import io.servelab.hardware.ServingEngine;
import io.servelab.model.ModelConfig;
import io.servelab.perf.PerfDatabase;

/**
 * Whether a model can be answered for at all.
 *
 * @param model the model
 * @param database measurements of an engine on a system
 * @param mode kind of deployment
 */
public record SupportQuestion(ModelConfig model, PerfDatabase database, ServingMode mode) {

  /** Name of the GPU system. */
  public String system() {
    return database.system().name();
  }

  /** The serving engine. */
  public ServingEngine engine() {
    return database.engine();
  }
}

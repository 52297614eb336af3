package io.servelab.accuracy;

import io.servelab.engine.sim.HostModel;
import io.servelab.hardware.ServingEngine;

/**
 * Host times fitted to measured points.
 *
 * @param engine serving engine
 * @param leftOut group of points that did not count; empty if all counted
 * @param replaced the host times that they replace
 * @param host the fitted ones
 */
public record FittedHost(ServingEngine engine, String leftOut, HostModel replaced, HostModel host) {

  /** No group is left out. */
  static final String NONE = "";
}

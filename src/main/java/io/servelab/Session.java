package io.servelab;

import io.servelab.hardware.DataHome;
import io.servelab.model.Models;
import io.servelab.perf.Databases;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Opened tables and read models, shared by everything that comes from one entry point.
 *
 * @param databases performance databases, each opened once
 * @param models models, each read once
 */
record Session(Databases databases, Models models) {

  /** Opens the data folder that is found without being told. */
  private static final class Standard {
    static final Session SESSION = open(Optional.empty());
  }

  static Session standard() {
    return Standard.SESSION;
  }

  static Session open(Optional<Path> dataFolder) {
    return new Session(new Databases(DataHome.locate(dataFolder)), new Models());
  }
}

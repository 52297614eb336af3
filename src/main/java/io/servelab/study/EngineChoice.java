package io.servelab.study;

import io.servelab.hardware.ServingEngine;
import io.servelab.perf.DataMode;
import io.servelab.perf.OwnTable;
import io.servelab.perf.RuleSet;
import io.servelab.perf.TransferPolicy;
import java.util.List;

/**
 * Whose measurements answer a study, and how.
 *
 * @param engine serving engine
 * @param version engine version, or a slot such as {@code current}
 * @param decodeVersion engine version on the system that decodes
 * @param dataMode which evidence may answer
 * @param transfers transfers that estimates may use
 * @param rules rule set that answers
 * @param own a person's own measured tables, for the system that prefills or does everything
 */
public record EngineChoice(
    ServingEngine engine,
    String version,
    String decodeVersion,
    DataMode dataMode,
    TransferPolicy transfers,
    RuleSet rules,
    List<OwnTable> own) {

  /** Copies the tables. */
  public EngineChoice {
    own = List.copyOf(own);
  }
}

package io.servelab.serving;

import io.servelab.engine.RequestShape;
import io.servelab.perf.Evidence;
import io.servelab.step.PassTime;

/**
 * What pass times rest on: the share of the time of a typical pass that was estimated for want of
 * rows. Times beyond the measured range and those of other engines are not counted: predictions
 * that rest on them strayed no farther from measured points than others did.
 *
 * @param prefill share of the prefill pass of one prompt, in [0, 1]
 * @param decode share of a decode pass, in [0, 1]
 */
public record Footing(double prefill, double decode) {

  /**
   * Of one pool that prefills and decodes.
   *
   * @param sequences sequences that decode on a rank
   */
  static Footing of(PricedWorker engine, RequestShape request, long sequences) {
    return new Footing(prefill(engine, request), decode(engine, request, sequences));
  }

  static double prefill(PricedWorker engine, RequestShape request) {
    return share(engine.worker().timer().prefill(1, request.newTokens(), request.prefix()));
  }

  static double decode(PricedWorker engine, RequestShape request, long sequences) {
    long cache = request.isl() + request.osl() / 2;
    return share(engine.worker().timer().decode(Math.max(1, sequences), cache));
  }

  private static double share(PassTime pass) {
    double all = 0;
    double uncertain = 0;
    for (PassTime.Row row : pass.rows()) {
      all += row.time().latencyMs();
      if (row.time().evidence().compareTo(Evidence.ROOFLINE) >= 0) {
        uncertain += row.time().latencyMs();
      }
    }
    return all > 0 ? uncertain / all : 0;
  }
}

package io.servelab.search.choice;

import io.servelab.engine.RequestShape;
import io.servelab.search.SearchOptions;
import io.servelab.search.SearchRequest;
import io.servelab.search.Sla;
import java.util.Locale;

/** A setting that a person could change so that a search finds something. */
public enum Knob {
  /** Target for the first token, milliseconds. */
  TTFT {
    @Override
    double of(SearchRequest request) {
      return request.sla().requestMs().isPresent() ? UNUSED : request.sla().ttftMs();
    }

    @Override
    SearchRequest set(SearchRequest request, double value) {
      Sla sla = request.sla();
      return request.withSla(new Sla(value, sla.tpotMs(), sla.requestMs()));
    }
  },
  /** Target for later tokens, milliseconds. */
  TPOT {
    @Override
    double of(SearchRequest request) {
      return request.sla().requestMs().isPresent() ? UNUSED : request.sla().tpotMs();
    }

    @Override
    SearchRequest set(SearchRequest request, double value) {
      Sla sla = request.sla();
      return request.withSla(new Sla(sla.ttftMs(), value, sla.requestMs()));
    }
  },
  /** Target for whole requests, milliseconds. */
  REQUEST_LATENCY {
    @Override
    double of(SearchRequest request) {
      return request.sla().requestMs().orElse(UNUSED);
    }

    @Override
    SearchRequest set(SearchRequest request, double value) {
      return request.withSla(request.sla().withRequestMs(value));
    }
  },
  /** GPUs of the cluster. */
  GPUS {
    @Override
    double of(SearchRequest request) {
      return request.totalGpus();
    }

    @Override
    SearchRequest set(SearchRequest request, double value) {
      return request.withTotalGpus((int) value);
    }
  },
  /** Largest batch of a rank. */
  MAX_BATCH {
    @Override
    double of(SearchRequest request) {
      return request.options().limits().maxBatch();
    }

    @Override
    SearchRequest set(SearchRequest request, double value) {
      SearchOptions options = request.options();
      return request.withOptions(options.withLimits(options.limits().withMaxBatch((long) value)));
    }
  },
  /** Input tokens of a request. */
  ISL {
    @Override
    double of(SearchRequest request) {
      return request.request().isl();
    }

    @Override
    SearchRequest set(SearchRequest request, double value) {
      RequestShape shape = request.request();
      return request.withRequest(
          new RequestShape((long) value, shape.osl(), shape.prefix(), shape.images()));
    }

    @Override
    double limit(SearchRequest request) {
      return request.request().prefix() + 1.0;
    }
  };

  /** Stands for a setting that the request does not use. */
  static final double UNUSED = Double.NaN;

  private static final double LARGEST_FACTOR = 64;

  /** Current value; not a number where the request does not use it. */
  abstract double of(SearchRequest request);

  /** The request with another value. */
  abstract SearchRequest set(SearchRequest request, double value);

  /** The most extreme value worth trying. */
  double limit(SearchRequest request) {
    return of(request) * LARGEST_FACTOR;
  }

  /** Whether only whole numbers make sense. */
  boolean whole() {
    return this == GPUS || this == MAX_BATCH || this == ISL;
  }

  /** Name in options, such as {@code ttft}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package io.servelab.search;

import io.servelab.engine.Images;
import io.servelab.engine.RequestShape;
import io.servelab.error.InvalidValueException;
import io.servelab.model.ModelConfig;
import io.servelab.model.VisionDetails;
import io.servelab.perf.PerfDatabase;
import java.util.List;

/**
 * What to search a deployment for.
 *
 * @param model the model
 * @param database measurements of the engine on the system that prefills, or does everything
 * @param decodeDatabase measurements on the system that decodes; usually the same
 * @param totalGpus GPUs of the cluster
 * @param request lengths of every request
 * @param sla latency targets
 * @param options settings
 */
public record SearchRequest(
    ModelConfig model,
    PerfDatabase database,
    PerfDatabase decodeDatabase,
    int totalGpus,
    RequestShape request,
    Sla sla,
    SearchOptions options) {

  /** Requires at least one GPU. */
  public SearchRequest {
    if (totalGpus < 1) {
      throw InvalidValueException.of("gpus", totalGpus, "a cluster has at least one GPU.");
    }
  }

  /** Input tokens of a request without those of its images. */
  public long textTokens() {
    Images images = options.limits().encoders().map(EncoderPools::images).orElse(request.images());
    return model.details() instanceof VisionDetails vision
        ? request.isl() - images.tokens(vision.encoder())
        : request.isl();
  }

  /** Pairs of targets under which points are kept. */
  List<Sla.Pair> targets() {
    return options.limits().tracesFront() || sla.requestMs().isPresent()
        ? sla.sweep(request.osl())
        : List.of(sla.pair());
  }

  /** The same on a cluster of another size. */
  public SearchRequest withTotalGpus(int gpus) {
    return new SearchRequest(model, database, decodeDatabase, gpus, request, sla, options);
  }

  /** The same for other requests. */
  public SearchRequest withRequest(RequestShape shape) {
    return new SearchRequest(model, database, decodeDatabase, totalGpus, shape, sla, options);
  }

  /** The same under other targets. */
  public SearchRequest withSla(Sla targets) {
    return new SearchRequest(model, database, decodeDatabase, totalGpus, request, targets, options);
  }

  /** The same with other settings. */
  public SearchRequest withOptions(SearchOptions settings) {
    return new SearchRequest(model, database, decodeDatabase, totalGpus, request, sla, settings);
  }
}

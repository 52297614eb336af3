package io.servelab.study;

import io.servelab.engine.RequestShape;
import io.servelab.search.Sla;
import io.servelab.search.score.Metric;
import java.util.Optional;

/**
 * What a study asks of a deployment.
 *
 * @param request lengths of every request
 * @param sla latency targets
 * @param objective what recommendations are best in, if not throughput
 */
public record Goal(RequestShape request, Sla sla, Optional<Metric> objective) {}

package io.servelab.study;

import io.servelab.engine.RequestShape;
import io.servelab.search.Sla;

/**
 * What a study asks of a deployment.
 *
 * @param request lengths of every request
 * @param sla latency targets
 */
public record Goal(RequestShape request, Sla sla) {}

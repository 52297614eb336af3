package io.servelab.artifact.adapt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A deployment as a request for an estimate.
 *
 * @param request keys and values of the request, as {@code estimate --requests} takes them
 * @param replicas how often the deployment runs what the request describes: the workers of a mixed
 *     pool, each with its share of the load; 1 where prefill and decode are apart
 * @param diagnostics what was found while it was read
 */
public record AdaptedDeployment(
    Map<String, Object> request, int replicas, List<Diagnostic> diagnostics) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies both, keeping their order. */
  public AdaptedDeployment {
    request = Collections.unmodifiableMap(new LinkedHashMap<>(request));
    diagnostics = List.copyOf(diagnostics);
  }

  /** Whether the request can be estimated. */
  public boolean accepted() {
    return diagnostics.stream().allMatch(diagnostic -> diagnostic.kind() == Diagnostic.Kind.NOTE);
  }

  /** The request as one line of a request file. */
  public String requestJson() {
    try {
      return JSON.writeValueAsString(request);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public String toString() {
    return (accepted() ? "adapted" : "rejected")
        + ": "
        + request
        + (diagnostics.isEmpty() ? "" : ", " + diagnostics);
  }
}

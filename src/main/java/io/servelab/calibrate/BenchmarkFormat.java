package io.servelab.calibrate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** Result files of one benchmark client. */
interface BenchmarkFormat {

  /** Name of the client. */
  String client();

  /** Whether a document has the fields that only this client writes. */
  boolean recognises(JsonNode document);

  /**
   * Measured points of a document, as cells by the column names of {@code perf-data/truth}; cells
   * that the client does not record are absent.
   */
  List<Map<String, String>> points(JsonNode document);
}

package io.servelab.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.servelab.error.InvalidValueException;
import io.servelab.error.NoDataException;
import io.servelab.error.ServeLabException;
import io.servelab.error.UnknownNameException;
import io.servelab.hardware.ServingEngine;
import io.servelab.op.LayerOp;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.OperationTimer;
import io.servelab.op.Phase;
import io.servelab.perf.DataMode;
import io.servelab.perf.Databases;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.RuleSet;
import io.servelab.perf.TransferPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Answers single operators at single shapes: time, energy, source and roofline. */
public final class OperatorQueries {

  private static final List<String> QUESTION =
      List.of(
          "system",
          "backend",
          "version",
          "mode",
          "transfer_policy",
          "op",
          "phase",
          "batch_size",
          "s",
          "prefix",
          "tokens",
          "params");
  private static final List<String> ANSWERS =
      List.of(
          "latency_ms",
          "energy_wms",
          "source",
          "provenance",
          "sol_ms",
          "sol_math_ms",
          "sol_mem_ms",
          "error",
          "message");
  private static final int MESSAGE_LENGTH = 400;

  private final Databases databases;
  private final RuleSet rules;

  /** Over the databases of one data folder, under a rule set. */
  public OperatorQueries(Databases databases, RuleSet rules) {
    this.databases = databases;
    this.rules = rules;
  }

  /**
   * Answers a file of requests.
   *
   * @param requests path of the requests, or {@code -}
   * @param answers path of the answers, or {@code -}
   */
  public void run(String requests, String answers) {
    List<Request> questions = RequestFile.read(requests, Set.copyOf(ANSWERS));
    AnswerFile.write(answers, columns(), questions, this::answer);
  }

  private static List<String> columns() {
    List<String> columns = new java.util.ArrayList<>();
    columns.add("id");
    columns.addAll(QUESTION);
    columns.addAll(ANSWERS);
    return columns;
  }

  private Map<String, Object> answer(Request request) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", request.id());
    for (String key : QUESTION) {
      request
          .find(key)
          .ifPresent(value -> row.put(key, value.isTextual() ? value.asText() : value));
    }
    row.put("mode", mode(request));
    try {
      requireLegible(request);
      fill(row, request);
    } catch (ServeLabException refusal) {
      row.put("error", refusal.code());
      row.put("message", oneLine(refusal.getMessage()));
    }
    return row;
  }

  private void fill(Map<String, Object> row, Request request) {
    LayerOp operation = OperationCatalog.parse(request.text("op"), parameters(request));
    OpShape shape = shape(request);
    OperationTimer timer = operation.bind(database(request, DataMode.of(mode(request))));
    OpTime time = timer.time(shape);
    row.put("latency_ms", time.latencyMs());
    row.put("energy_wms", time.energyWms());
    row.put("source", time.source().id());
    row.put("provenance", time.evidence().tier());
    try {
      timer
          .bound(shape)
          .ifPresent(
              bound -> {
                row.put("sol_ms", bound.totalMs());
                row.put("sol_math_ms", bound.mathMs());
                row.put("sol_mem_ms", bound.memoryMs());
              });
    } catch (NoDataException noRoofline) {
      row.remove("sol_ms");
    }
  }

  private PerfDatabase database(Request request, DataMode mode) {
    return databases
        .get(
            request.text("system"),
            ServingEngine.of(request.text("backend")),
            request.text("version"),
            mode,
            TransferPolicy.parse(request.words("transfer_policy")))
        .withRules(rules);
  }

  private static OpShape shape(Request request) {
    boolean prefill = !request.text("phase").equals("generation");
    long batch = request.whole("batch_size", 1);
    long length = request.whole("s", 1);
    OpShape shape =
        prefill
            ? OpShape.prefill(batch, length, request.whole("prefix", 0))
            : new OpShape(Phase.DECODE, batch, length, 0, batch);
    return request.find("tokens").isPresent()
        ? shape.withTokens(request.whole("tokens", 0))
        : shape;
  }

  private static ObjectNode parameters(Request request) {
    JsonNode found =
        request
            .find("params")
            .orElseThrow(() -> InvalidValueException.because("The request has no params."));
    if (found instanceof ObjectNode parameters) {
      return parameters;
    }
    throw InvalidValueException.of("params", found, "expected a JSON object.");
  }

  private static void requireLegible(Request request) {
    if (!request.malformed().isEmpty()) {
      throw InvalidValueException.because(request.malformed());
    }
    request
        .fields()
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!QUESTION.contains(key)) {
                throw UnknownNameException.of("request key", key, QUESTION);
              }
            });
  }

  private static String mode(Request request) {
    String mode = request.text("mode");
    return mode.isEmpty() ? DataMode.SILICON.name() : mode;
  }

  static String oneLine(String message) {
    String text = message.replaceAll("\\s+", " ").strip();
    return text.length() > MESSAGE_LENGTH ? text.substring(0, MESSAGE_LENGTH) : text;
  }
}

package io.servelab.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.servelab.bulk.EstimateQueries;
import io.servelab.table.TableBuilder;
import io.servelab.table.TableView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;

/** An estimate of one fixed deployment, as text, as JSON, as a table. */
public final class EstimateReport {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TIMES = "ops_latency";
  private static final String SOURCES = "ops_source";
  private static final int ALL = 500;

  private record Line(String what, String unit, double value) {}

  private record Metric(String column, String what, String unit) {}

  private static final List<Metric> METRICS =
      List.of(
          new Metric("ttft", "time to first token", "ms"),
          new Metric("tpot", "time per later token", "ms"),
          new Metric("request_latency", "request latency", "ms"),
          new Metric("tokens_s", "output", "tokens/s"),
          new Metric("tokens_s_gpu", "output of a GPU", "tokens/s/GPU"),
          new Metric("tokens_s_user", "output for a user", "tokens/s/user"),
          new Metric("seq_s", "requests", "requests/s"),
          new Metric("concurrency", "requests at once", "requests"),
          new Metric("num_total_gpus", "GPUs", "GPUs"),
          new Metric("memory_total", "device memory", "GiB"),
          new Metric("memory_weights", "  weights", "GiB"),
          new Metric("memory_kvcache", "  KV cache", "GiB"),
          new Metric("memory_activations", "  activations", "GiB"),
          new Metric("memory_nccl", "  communication", "GiB"),
          new Metric("memory_others", "  other", "GiB"),
          new Metric("power_w", "power of a GPU", "W"));

  private static final TableBuilder<Line> COLUMNS =
      TableBuilder.<Line>named("estimate")
          .text("what", Line::what)
          .number("value", Line::value)
          .text("unit", Line::unit);

  private record Operation(String pass, String name, double ms, String source) {}

  private static final TableBuilder<Operation> OPERATIONS =
      TableBuilder.<Operation>named("operations")
          .text("pass", Operation::pass)
          .text("operation", Operation::name)
          .number("time_ms", Operation::ms)
          .text("source", Operation::source);

  private final Map<String, ?> asked;
  private final Map<String, ?> answer;
  private final String rules;
  private final boolean detail;

  /**
   * The report of an estimate.
   *
   * @param asked keys and values of the request
   * @param answer answers by column of an answer file
   * @param rules name of the rule set that answered
   * @param detail whether the text shows operations
   */
  public EstimateReport(Map<String, ?> asked, Map<String, ?> answer, String rules, boolean detail) {
    this.asked = asked;
    this.answer = answer;
    this.rules = rules;
    this.detail = detail;
  }

  /** Latency and throughput in one sentence, and whether it fits. */
  public String verdict() {
    String fit = "";
    if (Boolean.TRUE.equals(answer.get("oom"))) {
      fit = " It does not fit the device memory.";
    } else if (Boolean.TRUE.equals(answer.get("kv_oom"))) {
      fit = " The KV cache holds fewer requests than asked.";
    }
    return String.format(
        Locale.ROOT,
        "TTFT %.1f ms, TPOT %.2f ms, %.1f tokens/s/GPU.%s",
        number("ttft"),
        number("tpot"),
        number("tokens_s_gpu"),
        fit);
  }

  private double number(String column) {
    return answer.get(column) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  /** One row for each number that is known. */
  public Table table() {
    return COLUMNS.build(
        METRICS.stream()
            .map(metric -> new Line(metric.what, metric.unit, number(metric.column)))
            .filter(line -> !Double.isNaN(line.value))
            .toList());
  }

  /** The report on one screen; longer with operations. */
  public String text() {
    String question =
        asked.entrySet().stream()
            .map(field -> field.getKey() + " " + field.getValue())
            .collect(Collectors.joining(", "));
    String text =
        question
            + taken()
            + "\n"
            + verdict()
            + "\n\n"
            + TableView.of(table()).rows(ALL).note("rules " + rules).text()
            + "\n";
    return detail ? text + "\n" + TableView.of(operations()).rows(ALL).text() + "\n" : text;
  }

  /** What the question left open. */
  private String taken() {
    JsonNode row = JSON.valueToTree(answer.get("row"));
    Map<String, String> open = new LinkedHashMap<>();
    open.put("isl", String.valueOf(EstimateQueries.USUAL_TOKENS));
    open.put("osl", String.valueOf(EstimateQueries.USUAL_TOKENS));
    open.put("batch_size", row.path("bs").asText());
    open.put("backend", row.path("backend").asText(row.path("(p)backend").asText()));
    open.put("version", row.path("version").asText(row.path("(p)version").asText()));
    String taken =
        open.entrySet().stream()
            .filter(field -> !asked.containsKey(field.getKey()) && !field.getValue().isEmpty())
            .map(field -> field.getKey() + " " + field.getValue())
            .collect(Collectors.joining(", "));
    return taken.isEmpty() ? "" : "; not given: " + taken;
  }

  /** The operations of every pass. */
  public Table operations() {
    List<Operation> operations = new ArrayList<>();
    JsonNode sources = JSON.valueToTree(answer.get(SOURCES));
    JsonNode times = JSON.valueToTree(answer.get(TIMES));
    times
        .properties()
        .forEach(
            pass ->
                pass.getValue()
                    .properties()
                    .forEach(
                        time ->
                            operations.add(
                                new Operation(
                                    pass.getKey(),
                                    time.getKey(),
                                    time.getValue().asDouble(),
                                    sources.path(pass.getKey()).path(time.getKey()).asText()))));
    return OPERATIONS.build(operations);
  }

  /** Question and answers as one JSON object, with the columns of an answer file. */
  public String json() {
    ObjectNode root = JSON.createObjectNode();
    root.set("request", JSON.valueToTree(asked));
    root.put("rules", rules);
    answer.forEach((column, value) -> root.set(column, JSON.valueToTree(value)));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

package io.servelab.bulk;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.servelab.error.InvalidValueException;
import io.servelab.error.ServeLabException;
import io.servelab.error.UnknownNameException;
import io.servelab.estimate.Estimate;
import io.servelab.model.Models;
import io.servelab.perf.Databases;
import io.servelab.perf.RuleSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Estimates fixed deployments, one for each line of a file. */
public final class EstimateQueries {

  /** Input tokens, and output tokens, of a request that gives none. */
  public static final long USUAL_TOKENS = 1024;

  private static final List<String> ANSWERS =
      List.of(
          "ttft",
          "tpot",
          "request_latency",
          "seq_s",
          "tokens_s",
          "tokens_s_gpu",
          "tokens_s_user",
          "concurrency",
          "num_total_gpus",
          "memory_total",
          "memory_weights",
          "memory_activations",
          "memory_kvcache",
          "memory_nccl",
          "memory_others",
          "oom",
          "kv_oom",
          "power_w",
          "power_coverage",
          "row",
          "ops_latency",
          "ops_energy",
          "ops_source",
          "error",
          "message");

  private static final Map<String, String> ALIASES =
      Map.of(
          "model_path", "model",
          "system_name", "system",
          "backend_name", "backend",
          "backend_version", "version",
          "decode_system_name", "decode_system",
          "gpus", "total_gpus");

  private static final Set<String> KEYS = keys();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Databases databases;
  private final Models models;
  private final RuleSet rules;

  /** Over the databases of one data folder, under a rule set. */
  public EstimateQueries(Databases databases, Models models, RuleSet rules) {
    this.databases = databases;
    this.models = models;
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
    List<String> columns = new java.util.ArrayList<>(List.of("id", "request"));
    columns.addAll(ANSWERS);
    AnswerFile.write(answers, columns, questions, this::answer);
  }

  /**
   * Estimates one deployment.
   *
   * @param fields keys and values as in a line of a request file
   * @throws ServeLabException why there is no estimate
   */
  public Estimate estimate(Map<String, ?> fields) {
    Request request = Request.nested(JSON.valueToTree(fields));
    return new EstimateRequest(renamed(request), databases, models, rules).estimate();
  }

  private Map<String, Object> answer(Request request) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", request.id());
    row.put("request", request.fields());
    try {
      EstimateRequest question = new EstimateRequest(renamed(request), databases, models, rules);
      row.putAll(cells(question));
    } catch (ServeLabException refusal) {
      row.put("error", refusal.code());
      row.put("message", OperatorQueries.oneLine(refusal.getMessage()));
    }
    return row;
  }

  /**
   * Answers one request.
   *
   * @param fields its keys and values
   * @return answers by column
   * @throws ServeLabException why there is none
   */
  public Map<String, Object> answer(Map<String, ?> fields) {
    Request request = new Request("", new ObjectMapper().valueToTree(fields), "");
    EstimateRequest question = new EstimateRequest(renamed(request), databases, models, rules);
    return cells(question);
  }

  private static Map<String, Object> cells(EstimateRequest question) {
    return question.isAfd()
        ? AfdAnswer.cells(question.afd())
        : EstimateAnswer.cells(question.estimate(), question);
  }

  private static Request renamed(Request request) {
    if (!request.malformed().isEmpty()) {
      throw InvalidValueException.because(request.malformed());
    }
    ObjectNode fields = request.fields().deepCopy();
    request
        .fields()
        .properties()
        .forEach(
            field -> {
              String name = ALIASES.get(field.getKey());
              if (name != null) {
                fields.remove(field.getKey());
                fields.set(name, field.getValue());
              }
            });
    fields
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!KEYS.contains(key)) {
                throw UnknownNameException.of("request key", key, KEYS);
              }
            });
    return new Request(request.id(), fields, "");
  }

  private static Set<String> keys() {
    Set<String> keys =
        new TreeSet<>(
            List.of(
                "model",
                "system",
                "decode_system",
                "backend",
                "version",
                "database_mode",
                "transfer_policy",
                "mode",
                "isl",
                "osl",
                "prefix",
                "batch_size",
                "ctx_tokens",
                "stride",
                "gemm_quant_mode",
                "moe_quant_mode",
                "kvcache_quant_mode",
                "fmha_quant_mode",
                "comm_quant_mode",
                "nextn",
                "nextn_accepted",
                "attention_backend",
                "image_height",
                "image_width",
                "num_images",
                "enable_encoder_dp"));
    keys.addAll(AfdFields.KEYS);
    for (String role : List.of("", "prefill_", "decode_")) {
      for (String key :
          List.of(
              "tp_size",
              "pp_size",
              "attention_dp_size",
              "moe_tp_size",
              "moe_ep_size",
              "cp_size",
              "free_gpu_memory_fraction",
              "max_seq_len")) {
        keys.add(role + key);
      }
    }
    for (String role : List.of("prefill_", "decode_")) {
      keys.add(role + "batch_size");
      keys.add(role + "num_workers");
    }
    return keys;
  }
}

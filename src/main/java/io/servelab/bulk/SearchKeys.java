package io.servelab.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.servelab.error.UnknownNameException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Names of what a search can be asked, and their aliases. */
final class SearchKeys {

  private static final Map<String, String> ALIASES =
      Map.of(
          "model_path", "model",
          "system_name", "system",
          "backend_name", "backend",
          "backend_version", "version",
          "decode_system_name", "decode_system",
          "gpus", "total_gpus");

  private static final Set<String> KEYS =
      new TreeSet<>(
          List.of(
              "model",
              "system",
              "decode_system",
              "total_gpus",
              "backend",
              "version",
              "serving_mode",
              "isl",
              "osl",
              "prefix",
              "ttft",
              "tpot",
              "request_latency",
              "strict_sla",
              "top_n",
              "database_mode",
              "transfer_policy",
              "nextn",
              "nextn_accepted",
              "enable_chunked_prefill",
              "free_gpu_memory_fraction",
              "max_seq_len",
              "attention_backend",
              "moe_backend",
              "gemm_quant_mode",
              "moe_quant_mode",
              "kvcache_quant_mode",
              "fmha_quant_mode",
              "comm_quant_mode",
              "image_height",
              "image_width",
              "num_images",
              "enable_encoder_dp",
              "enable_epd",
              "encoder_tp",
              "encoder_system",
              "encoder_latency_correction",
              "enable_wideep",
              "engine_step_backend",
              "forward_model"));

  private SearchKeys() {}

  /**
   * The request under the canonical names.
   *
   * @throws UnknownNameException if a key is neither known nor an alias
   */
  static Request canonical(Request request) {
    ObjectNode fields = request.fields().objectNode();
    request
        .fields()
        .properties()
        .forEach(
            field -> {
              String name = ALIASES.getOrDefault(field.getKey(), field.getKey());
              if (!KEYS.contains(name)) {
                throw UnknownNameException.of("request key", field.getKey(), KEYS);
              }
              fields.set(name, field.getValue());
            });
    return new Request(request.id(), fields, "");
  }
}

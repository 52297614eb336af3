package io.servelab.artifact.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.servelab.artifact.plan.Role;
import io.servelab.artifact.plan.RolePlan;
import io.servelab.artifact.plan.ShippedYaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What pods need on a kind of machine; a data table.
 *
 * @param facts the machine's row
 */
record Machine(JsonNode facts) {

  private static final JsonNode TABLE = ShippedYaml.read(Machine.class, "hardware.yaml");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  static final String PRODUCT = "nvidia.com/gpu.product";

  static Machine of(RolePlan role) {
    JsonNode row = TABLE.get(role.system().name());
    return new Machine(row == null ? MissingNode.getInstance() : row);
  }

  /** Resource that pods ask for. */
  String gpuResource() {
    return facts.path("gpu_resource").asText("nvidia.com/gpu");
  }

  /** Variable that tells a process which devices it may use. */
  String deviceVariable() {
    return facts.path("device_variable").asText("CUDA_VISIBLE_DEVICES");
  }

  /** Whether nodes of a rack share the fast links, which takes a claim. */
  boolean hasRackLinks() {
    return facts.path("rack_links").asBoolean();
  }

  /** Shared memory of a pod. */
  String sharedMemory(Role role) {
    String usual = facts.path("shared_memory").asText("16Gi");
    return role == Role.DECODE ? facts.path("decode_shared_memory").asText(usual) : usual;
  }

  /** Environment of workers. */
  Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    facts
        .path("env")
        .properties()
        .forEach(entry -> environment.put(entry.getKey(), entry.getValue().asText()));
    return environment;
  }

  /** Fields of a pod that put it on such nodes. */
  Map<String, Object> placement() {
    Map<String, Object> placement = new LinkedHashMap<>();
    Map<String, Object> selector = new LinkedHashMap<>();
    facts
        .path("node_labels")
        .properties()
        .forEach(entry -> selector.put(entry.getKey(), entry.getValue().asText()));
    List<String> products = products();
    if (products.size() == 1) {
      selector.put(PRODUCT, products.get(0));
    }
    if (!selector.isEmpty()) {
      placement.put("nodeSelector", selector);
    }
    if (products.size() > 1) {
      placement.put("affinity", anyOf(products));
    }
    if (facts.has("tolerations")) {
      placement.put("tolerations", MAPPER.convertValue(facts.get("tolerations"), List.class));
    }
    return placement;
  }

  /** Values that the label of such nodes may have. */
  List<String> products() {
    List<String> products = new ArrayList<>();
    facts.path("product").forEach(product -> products.add(product.asText()));
    return products;
  }

  /** A label has one value on a node, and which one depends on who set it. */
  private static Map<String, Object> anyOf(List<String> products) {
    Map<String, Object> expression = new LinkedHashMap<>();
    expression.put("key", PRODUCT);
    expression.put("operator", "In");
    expression.put("values", products);
    Map<String, Object> term = Map.of("matchExpressions", List.of(expression));
    return Map.of(
        "nodeAffinity",
        Map.of(
            "requiredDuringSchedulingIgnoredDuringExecution",
            Map.of("nodeSelectorTerms", List.of(term))));
  }
}

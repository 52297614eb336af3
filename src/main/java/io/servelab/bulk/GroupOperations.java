package io.servelab.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.servelab.error.InvalidValueException;
import io.servelab.op.LayerOp;
import io.servelab.op.group.Fallback;
import io.servelab.op.group.Overlap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Operators made of others, which requests nest as {@code {name: parameters}}. */
final class GroupOperations {

  private GroupOperations() {}

  static void register(Map<String, OperationCatalog.Parser> parsers) {
    parsers.put("Overlap", p -> new Overlap(list(p, "group_a"), list(p, "group_b")));
    parsers.put("Fallback", p -> new Fallback(one(node(p, "primary")), list(p, "fallback")));
  }

  private static JsonNode node(Request p, String key) {
    return p.find(key)
        .orElseThrow(
            () -> InvalidValueException.because("Operator parameter " + key + " is missing."));
  }

  private static List<LayerOp> list(Request p, String key) {
    JsonNode found = node(p, key);
    if (!found.isArray()) {
      throw InvalidValueException.of(key, found, "expected a list of operators.");
    }
    return StreamSupport.stream(found.spliterator(), false).map(GroupOperations::one).toList();
  }

  private static LayerOp one(JsonNode node) {
    if (node.size() == 1) {
      Map.Entry<String, JsonNode> entry = node.properties().iterator().next();
      if (entry.getValue() instanceof ObjectNode parameters) {
        return OperationCatalog.parse(entry.getKey(), parameters);
      }
    }
    throw InvalidValueException.of("operator", node, "expected {name: {parameter: value}}.");
  }
}

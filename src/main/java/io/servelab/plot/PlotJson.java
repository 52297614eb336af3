package io.servelab.plot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.servelab.error.InvalidValueException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** The JSON of a figure, being built: traces, layout and configuration. Mutable; never shared. */
record PlotJson(ArrayNode data, ObjectNode layout, ObjectNode config) {

  private static final ObjectMapper MAPPER = JsonMapper.builder().build();
  private static final int ID_LENGTH = 12;

  static PlotJson empty() {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return new PlotJson(nodes.arrayNode(), nodes.objectNode(), nodes.objectNode());
  }

  /** The figure in a tree with the members data, layout and, optionally, config. */
  static PlotJson of(ObjectNode tree) {
    PlotJson json = empty();
    if (tree.get("data") instanceof ArrayNode data) {
      json.data.addAll(data.deepCopy());
    }
    if (tree.get("layout") instanceof ObjectNode layout) {
      json.layout.setAll(layout.deepCopy());
    }
    if (tree.get("config") instanceof ObjectNode config) {
      json.config.setAll(config.deepCopy());
    }
    return json;
  }

  static ObjectNode parse(String text) {
    try {
      if (MAPPER.readTree(text) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException malformed) {
      throw InvalidValueException.of("figure JSON", brief(text), malformed.getOriginalMessage());
    }
    throw InvalidValueException.of("figure JSON", brief(text), "it must be a JSON object.");
  }

  PlotJson copy() {
    return new PlotJson(data.deepCopy(), layout.deepCopy(), config.deepCopy());
  }

  /** One tree with the members data, layout and config, which shares their content. */
  ObjectNode tree() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.set("data", data);
    tree.set("layout", layout);
    tree.set("config", config);
    return tree;
  }

  /** Compact text, the same for the same content. */
  String text() {
    return tree().toString();
  }

  /** A name for this content that is the same in every run. */
  String id() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(text().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, ID_LENGTH);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256", impossible);
    }
  }

  /** The tree as maps, lists, numbers and strings, for kernels that encode with another library. */
  Map<?, ?> plain() {
    return MAPPER.convertValue(tree(), Map.class);
  }

  static JsonNode value(Object plain) {
    return plain instanceof ContainerNode<?> node ? node.deepCopy() : MAPPER.valueToTree(plain);
  }

  /**
   * Merges an object into another as a JSON merge patch: objects member by member, null removes,
   * anything else replaces.
   */
  static void merge(ObjectNode target, ObjectNode patch) {
    for (Map.Entry<String, JsonNode> entry : patch.properties()) {
      String key = entry.getKey();
      if (entry.getValue().isNull()) {
        target.remove(key);
      } else if (entry.getValue() instanceof ObjectNode inner
          && target.get(key) instanceof ObjectNode old) {
        merge(old, inner);
      } else {
        target.set(key, entry.getValue().deepCopy());
      }
    }
  }

  private static String brief(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}

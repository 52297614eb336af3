package io.servelab.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.servelab.error.InvalidValueException;
import io.servelab.error.UnknownNameException;
import io.servelab.op.LayerOp;
import io.servelab.op.Operation;
import java.util.Map;
import java.util.TreeMap;

/** Operators by the name that requests give them; one line registers one. */
final class OperationCatalog {

  /** Reads the parameters of one operator. */
  @FunctionalInterface
  interface Parser {
    Operation parse(Request parameters);
  }

  private static final Map<String, Parser> PARSERS = new TreeMap<>();

  static {
    DenseOperations.register(PARSERS);
    GroupOperations.register(PARSERS);
    MlaOperations.register(PARSERS);
    MoeOperations.register(PARSERS);
    StateOperations.register(PARSERS);
    SparseOperations.register(PARSERS);
  }

  private OperationCatalog() {}

  /**
   * Reads an operator with its count.
   *
   * @throws UnknownNameException if no operator has the name
   */
  static LayerOp parse(String name, ObjectNode parameters) {
    Parser parser = PARSERS.get(name);
    if (parser == null) {
      throw UnknownNameException.of("operator", name, PARSERS.keySet());
    }
    Request fields = Request.nested(parameters);
    String label = fields.text("name");
    LayerOp.Role role =
        label.contains("logits_gemm") ? LayerOp.Role.LAST_TOKENS : LayerOp.Role.TOKENS;
    return new LayerOp(
        label.isEmpty() ? "op" : label,
        fields.number("scale_factor", 1),
        role,
        parser.parse(fields));
  }

  /** A required parameter, with an error that names it. */
  static long required(Request parameters, String key) {
    if (parameters.find(key).isEmpty()) {
      throw InvalidValueException.because("Operator parameter " + key + " is missing.");
    }
    return parameters.whole(key, 0);
  }
}

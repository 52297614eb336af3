package io.servelab.layers;

import io.servelab.error.InvalidValueException;
import io.servelab.error.UnknownNameException;
import io.servelab.model.GemmQuant;
import io.servelab.op.Operation;
import io.servelab.op.TokenShare;
import io.servelab.op.dense.ElementWise;
import io.servelab.op.dense.Gemm;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The fields of one edit in a study file. */
final class EditSection {

  private static final String CALL_MS = "call_ms";
  private static final String TOKEN_MS = "token_ms";
  private static final String WEIGHT_BYTES = "weight_bytes";
  private static final String BYTES_PER_TOKEN = "bytes_per_token";

  private final Map<String, ?> fields;
  private final Set<String> read = new HashSet<>();

  EditSection(Map<String, ?> fields) {
    this.fields = fields;
  }

  String text(String field) {
    read.add(field);
    Object value = fields.get(field);
    if (!(value instanceof String text) || text.isBlank()) {
      throw InvalidValueException.of(field, String.valueOf(value), "a name is expected.");
    }
    return text;
  }

  double number(String field) {
    read.add(field);
    Object value = fields.get(field);
    if (!(value instanceof Number number)) {
      throw InvalidValueException.of(field, String.valueOf(value), "a number is expected.");
    }
    return number.doubleValue();
  }

  double number(String field, double fallback) {
    return fields.containsKey(field) ? number(field) : fallback;
  }

  /** The new operation that the section describes. */
  Operation operation() {
    if (fields.containsKey(BYTES_PER_TOKEN)) {
      return new ElementWise(number(BYTES_PER_TOKEN), TokenShare.WHOLE);
    }
    if (fields.containsKey("n")) {
      return Gemm.of((long) number("n"), (long) number("k"), GemmQuant.of(text("format")));
    }
    return new FixedTime(number(CALL_MS), number(TOKEN_MS, 0), number(WEIGHT_BYTES, 0));
  }

  /** Fields that describe an operation. */
  static Map<String, Object> of(Operation operation) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (operation instanceof FixedTime fixed) {
      fields.put(CALL_MS, fixed.callMs());
      fields.put(TOKEN_MS, fixed.tokenMs());
      fields.put(WEIGHT_BYTES, fixed.weightBytes());
    } else if (operation instanceof ElementWise kernel && kernel.share().equals(TokenShare.WHOLE)) {
      fields.put(BYTES_PER_TOKEN, kernel.bytesPerToken());
    } else if (operation instanceof Gemm gemm
        && gemm.equals(Gemm.of(gemm.n(), gemm.k(), gemm.quant()))) {
      fields.put("n", gemm.n());
      fields.put("k", gemm.k());
      fields.put("format", gemm.quant().id());
    } else {
      throw InvalidValueException.of(
          "operation", operation, "a study file tells a fixed time, moved bytes or a projection.");
    }
    return fields;
  }

  void requireAllRead() {
    for (String field : fields.keySet()) {
      if (!read.contains(field)) {
        throw UnknownNameException.of("field of a layer edit", field, read);
      }
    }
  }
}

package io.servelab.calibrate;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** Collects the cells of one point; what a document lacks stays absent. */
final class Cells {

  private static final double MS_PER_S = 1000;

  private final Map<String, String> cells = new LinkedHashMap<>();

  /** A text or number as it stands. */
  Cells put(String column, JsonNode value) {
    if (value.isValueNode() && !value.isNull() && !value.asText().isBlank()) {
      cells.putIfAbsent(column, value.asText());
    }
    return this;
  }

  Cells put(String column, String value) {
    if (!value.isBlank()) {
      cells.putIfAbsent(column, value);
    }
    return this;
  }

  /** A count that clients report as a mean. */
  Cells rounded(String column, double value) {
    return value >= 0.5 ? put(column, Long.toString(Math.round(value))) : this;
  }

  Cells number(String column, double value) {
    return value > 0 ? put(column, BigDecimal.valueOf(value).toPlainString()) : this;
  }

  Cells milliseconds(String column, JsonNode value) {
    return number(column, value.asDouble());
  }

  Cells seconds(String column, JsonNode value) {
    return number(column, value.asDouble() * MS_PER_S);
  }

  Map<String, String> cells() {
    return cells;
  }
}

package io.servelab.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import tech.tablesaw.api.Table;

/** A table of texts as a JSON object: one member for each row, named by its first cell. */
final class JsonTable {

  private JsonTable() {}

  static String of(Table table) {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    for (int row = 0; row < table.rowCount(); row++) {
      ObjectNode member = root.putObject(table.getString(row, 0));
      for (int column = 1; column < table.columnCount(); column++) {
        member.put(table.column(column).name(), table.getString(row, column));
      }
    }
    try {
      return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

package io.servelab.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.servelab.search.SearchRequest;
import io.servelab.search.afd.AfdResult;
import io.servelab.table.AfdTables;
import io.servelab.table.TableView;
import tech.tablesaw.api.Table;

/** A search of A-nodes and F-nodes as text, as JSON, as a table. */
public final class AfdReport {

  private static final int WIDTH = 130;

  private final AfdResult result;

  /** The report of a search. */
  public AfdReport(AfdResult result) {
    this.result = result;
  }

  /** The recommended deployment in one sentence. */
  public String verdict() {
    return result.verdict();
  }

  /** Every candidate, best first. */
  public Table table() {
    return AfdTables.of(result);
  }

  /** The best candidates on one screen. */
  public String text() {
    int shown = Math.min(result.candidates().size(), result.request().options().limits().topN());
    Table table = table().first(shown);
    return question()
        + "\n"
        + verdict()
        + "\n\n"
        + TableView.of(table).rows(shown).note(provenance()).text(WIDTH)
        + "\n";
  }

  private String question() {
    SearchRequest request = result.request();
    return request.model().id()
        + " on "
        + request.totalGpus()
        + " x "
        + request.database().system()
        + ", isl "
        + request.textTokens()
        + ", osl "
        + request.request().osl()
        + ", "
        + result.considered()
        + " ways to run A-nodes and F-nodes";
  }

  private String provenance() {
    return "rules "
        + result.request().database().rules().id()
        + ", "
        + result.request().database()
        + "; no deployment files for this mode";
  }

  /** The report as one JSON object with the columns of the table. */
  public String json() {
    return JsonReport.written(node());
  }

  ObjectNode node() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("question", question());
    root.put("verdict", verdict());
    root.put("rules", result.request().database().rules().id());
    ArrayNode rows = root.putArray("afd");
    Table table = table();
    for (int row = 0; row < table.rowCount(); row++) {
      ObjectNode node = rows.addObject();
      for (int column = 0; column < table.columnCount(); column++) {
        node.putPOJO(table.column(column).name(), table.get(row, column));
      }
    }
    return root;
  }
}

package io.servelab.perf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a reader has to know about measurements before trusting an answer. */
public final class DataNotes {

  private DataNotes() {}

  /** One sentence for each; none where the engine was measured as asked. */
  public static List<String> of(PerfDatabase database) {
    List<String> notes = new ArrayList<>();
    database
        .asked()
        .ifPresent(
            asked ->
                notes.add(
                    database.engine()
                        + " "
                        + asked
                        + " was not measured on "
                        + database.system().name()
                        + "; the answer is that of "
                        + database.version()
                        + "."));
    database
        .lender()
        .ifPresent(
            lender ->
                notes.add(
                    "Nothing of "
                        + database.engine()
                        + " was measured on "
                        + database.system().name()
                        + "; times are those on "
                        + lender
                        + " by the ratio of the two rooflines."));
    for (OwnTable own : database.own()) {
      notes.add(
          "Own rows of "
              + own.file()
              + (own.before() ? " come before" : " come after")
              + " those of table "
              + own.table()
              + ".");
    }
    String elsewhere = elsewhere(database);
    if (!elsewhere.isEmpty()) {
      notes.add(elsewhere);
    }
    return List.copyOf(notes);
  }

  /** Where most tables of a version were measured on other versions. */
  private static String elsewhere(PerfDatabase database) {
    List<CatalogEntry> tables = database.entries();
    List<CatalogEntry> others =
        tables.stream().filter(entry -> entry.primarySources().isEmpty()).toList();
    if (2 * others.size() <= tables.size()) {
      return "";
    }
    Map<String, Integer> rows = new TreeMap<>();
    for (CatalogEntry entry : others) {
      entry.sources().forEach(source -> rows.merge(source.name(), source.rows(), Integer::sum));
    }
    String most = rows.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    return others.size()
        + " of "
        + tables.size()
        + " tables of "
        + database
        + " were measured on other versions, most rows on "
        + most
        + ".";
  }
}

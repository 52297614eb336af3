package io.servelab.op.sparse;

import io.servelab.error.NoDataException;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.PerfTable;
import io.servelab.perf.TableIndex;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Tables of parts of a block, each by number of heads and by the pattern of scores it was fed. */
final class PartTables {

  static final TableIndex<PartTables> INDEX = PartTables::new;

  private record Key(int heads, String scores) {}

  private final PerfDatabase database;
  private final Map<String, Map<Key, PartCurves>> tables = new ConcurrentHashMap<>();

  private PartTables(PerfDatabase database) {
    this.database = database;
  }

  /** The curves of a number of heads and a pattern of scores; blank where there is only one. */
  Optional<PartCurves> find(String table, int heads, String scores) {
    return Optional.ofNullable(
        tables.computeIfAbsent(table, this::read).get(new Key(heads, scores)));
  }

  /**
   * The curves of a number of heads and a pattern of scores; blank where there is only one.
   *
   * @throws NoDataException if there are none
   */
  PartCurves require(String table, int heads, String scores) {
    return find(table, heads, scores).orElseThrow(() -> missing(database, table, heads));
  }

  /** The error for a part that was not measured. */
  static NoDataException missing(PerfDatabase database, String table, int heads) {
    return NoDataException.measurement(
        "Context parallelism of a sparse block needs table "
            + table
            + " at "
            + heads
            + " heads, which "
            + database
            + " lacks.\nTry a layout without context parallelism.");
  }

  private Map<Key, PartCurves> read(String name) {
    Map<Key, PartCurves.Builder> builders = new HashMap<>();
    database.find(name).ifPresent(table -> collect(table, builders));
    Map<Key, PartCurves> curves = new HashMap<>();
    builders.forEach((key, builder) -> curves.put(key, builder.build()));
    return curves;
  }

  private static void collect(PerfTable table, Map<Key, PartCurves.Builder> builders) {
    PerfTable.NumberColumn heads = table.number("num_heads");
    PerfTable.TextColumn scores = table.textOr("score_mode", "");
    PerfTable.NumberColumn batch = table.number("batch_size");
    PerfTable.NumberColumn length = table.number("isl");
    PerfTable.NumberColumn cached = table.number("step");
    PerfTable.NumberColumn latency = table.number("latency_ms");
    for (int row = 0; row < table.rows(); row++) {
      builders
          .computeIfAbsent(
              new Key((int) heads.at(row), scores.at(row)),
              fresh -> new PartCurves.Builder(table.name()))
          .add(batch.at(row), length.at(row), cached.at(row), latency.at(row));
    }
  }
}

package io.servelab.op.attention;

import io.servelab.model.FmhaQuant;
import io.servelab.model.KvQuant;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.PerfTable;
import io.servelab.perf.TableIndex;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Pairs of number formats for which a table of prefill attention was measured at all. */
public final class MeasuredFormats {

  private static final TableIndex<Map<String, MeasuredFormats>> INDEX =
      database -> new ConcurrentHashMap<>();

  private record Pair(String math, String kv) {}

  private final Set<Pair> pairs = new HashSet<>();

  private MeasuredFormats() {}

  /**
   * What a database holds.
   *
   * @param table a table of prefill attention
   */
  public static MeasuredFormats of(PerfDatabase database, String table) {
    return database.index(INDEX).computeIfAbsent(table, name -> collect(database, name));
  }

  private static MeasuredFormats collect(PerfDatabase database, String name) {
    MeasuredFormats formats = new MeasuredFormats();
    database.find(name).ifPresent(formats::add);
    return formats;
  }

  private void add(PerfTable table) {
    PerfTable.TextColumn math = table.text(table.has("attn_dtype") ? "attn_dtype" : "mla_dtype");
    PerfTable.TextColumn kv = table.text("kv_cache_dtype");
    for (int row = 0; row < table.rows(); row++) {
      pairs.add(new Pair(math.at(row), kv.at(row)));
    }
  }

  /**
   * Whether the product may be asked for: it was measured with this cache format, or nothing was,
   * which leaves the question to the query itself.
   */
  public boolean allows(FmhaQuant math, KvQuant kv) {
    boolean anyOther = pairs.stream().anyMatch(pair -> pair.kv.equals(kv.id()));
    return !anyOther || pairs.contains(new Pair(math.id(), kv.id()));
  }

  /** Whether the product was measured with any cache format. */
  public boolean has(FmhaQuant math) {
    return pairs.stream().anyMatch(pair -> pair.math.equals(math.id()));
  }
}

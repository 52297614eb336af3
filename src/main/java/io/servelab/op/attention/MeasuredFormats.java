package io.servelab.op.attention;

import io.servelab.model.FmhaQuant;
import io.servelab.model.KvQuant;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.PerfTable;
import io.servelab.perf.TableIndex;
import java.util.HashSet;
import java.util.Set;

/** Pairs of number formats for which prefill attention was measured at all. */
public final class MeasuredFormats {

  private static final TableIndex<MeasuredFormats> INDEX = MeasuredFormats::new;

  private record Pair(String math, String kv) {}

  private final Set<Pair> pairs = new HashSet<>();

  private MeasuredFormats(PerfDatabase database) {
    database.find("context_attention").ifPresent(this::collect);
  }

  private void collect(PerfTable table) {
    PerfTable.TextColumn math = table.text("attn_dtype");
    PerfTable.TextColumn kv = table.text("kv_cache_dtype");
    for (int row = 0; row < table.rows(); row++) {
      pairs.add(new Pair(math.at(row), kv.at(row)));
    }
  }

  /** What a database holds. */
  public static MeasuredFormats of(PerfDatabase database) {
    return database.index(INDEX);
  }

  /**
   * Whether the product may be asked for: it was measured with this cache format, or nothing was,
   * which leaves the question to the query itself.
   */
  public boolean allows(FmhaQuant math, KvQuant kv) {
    boolean anyOther = pairs.stream().anyMatch(pair -> pair.kv.equals(kv.id()));
    return !anyOther || pairs.contains(new Pair(math.id(), kv.id()));
  }

  /** Whether anything was measured, but never this product. */
  public boolean lacks(FmhaQuant math) {
    return !pairs.isEmpty() && pairs.stream().noneMatch(pair -> pair.math.equals(math.id()));
  }
}

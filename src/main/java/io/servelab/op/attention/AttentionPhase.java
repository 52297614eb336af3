package io.servelab.op.attention;

import io.servelab.hardware.MathType;
import io.servelab.model.FmhaQuant;
import io.servelab.model.KvQuant;
import io.servelab.model.QuantMode;
import io.servelab.perf.Lanes;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.PerfTable;
import io.servelab.perf.Roofline;
import io.servelab.perf.TableIndex;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** What the tables of prefill and of decode attention call their axes and their roofline. */
enum AttentionPhase {
  /** Axes {@code (heads, length, batch)}. */
  PREFILL("context_attention", ContextAttentionTimer.INDEX, 1, 2),
  /** Axes {@code (heads, batch, length)}. */
  DECODE("generation_attention", GenerationAttentionTimer.INDEX, 2, 1);

  private final String table;
  private final TableIndex<AttentionTable> index;
  private final int lengthAxis;
  private final int batchAxis;

  AttentionPhase(String table, TableIndex<AttentionTable> index, int lengthAxis, int batchAxis) {
    this.table = table;
    this.index = index;
    this.lengthAxis = lengthAxis;
    this.batchAxis = batchAxis;
  }

  String table() {
    return table;
  }

  TableIndex<AttentionTable> index() {
    return index;
  }

  double length(double[] point) {
    return point[lengthAxis];
  }

  double batch(double[] point) {
    return point[batchAxis];
  }

  Optional<AttentionTable> in(PerfDatabase database) {
    return database.find(table).map(rows -> database.index(index));
  }

  /** Coordinates of the rows of a table. */
  IntFunction<double[]> points(PerfTable rows) {
    PerfTable.NumberColumn heads = rows.number("num_heads");
    PerfTable.NumberColumn isl = rows.number("isl");
    PerfTable.NumberColumn batch = rows.number("batch_size");
    if (this == PREFILL) {
      return row -> new double[] {heads.at(row), isl.at(row), batch.at(row)};
    }
    PerfTable.NumberColumn step = rows.number("step");
    return row -> new double[] {heads.at(row), batch.at(row), isl.at(row) + step.at(row)};
  }

  /** Kernel lanes in the order in which an engine prefers them. */
  List<String> lanes(PerfDatabase database) {
    Lanes lanes = Lanes.of(database, "");
    return this == PREFILL ? lanes.prefill() : lanes.decode();
  }

  /** Roofline of the rows of a slice; absent where its formats or their rates are not known. */
  Optional<Roofline> roofline(PerfDatabase database, AttentionSlice slice) {
    Optional<KvQuant> kv = named(KvQuant.values(), slice.kv());
    if (this == DECODE) {
      return kv.filter(cache -> rated(database, GenerationAttention.mathType(database, cache)))
          .map(
              cache ->
                  point ->
                      GenerationAttentionTimer.rowBound(
                          database, slice, cache, point[0], point[1], point[2]));
    }
    Optional<FmhaQuant> math = named(FmhaQuant.values(), slice.math());
    return math.filter(product -> rated(database, product.mathType()))
        .flatMap(
            product ->
                kv.map(
                    cache ->
                        point ->
                            MeasuredBound.context(
                                database, slice, product, cache, point[0], point[1], point[2])));
  }

  private static boolean rated(PerfDatabase database, MathType math) {
    return database.system().gpu().flops().containsKey(math);
  }

  private static <T extends QuantMode> Optional<T> named(T[] modes, String id) {
    return Arrays.stream(modes).filter(mode -> mode.id().equals(id)).findFirst();
  }
}

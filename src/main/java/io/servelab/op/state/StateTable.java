package io.servelab.op.state;

import io.servelab.model.LinearAttention;
import io.servelab.perf.Grid;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.PerfTable;
import io.servelab.perf.Slices;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A table of kernels with a recurrent state, divided by kernel, pass and layer shape. Axes are
 * {@code (batch)} in decode, else {@code (batch, length)}.
 *
 * @param <S> shape of a layer
 */
final class StateTable<S> {

  /**
   * What rows must share to be read together.
   *
   * @param kernel kernel that was measured
   * @param pass kind of pass, as named in tables
   * @param hidden hidden size of the model
   * @param shape shape of the layer
   */
  record Key<S>(String kernel, String pass, int hidden, S shape) {

    Key<S> ofKernel(String other) {
      return new Key<>(other, pass, hidden, shape);
    }

    /** Whether only the layer's shape may differ. */
    boolean sameButShape(Key<S> other) {
      return kernel.equals(other.kernel) && pass.equals(other.pass) && hidden == other.hidden;
    }
  }

  private final List<Slices<Key<S>>> slices;

  private StateTable(List<Slices<Key<S>>> slices) {
    this.slices = slices;
  }

  /** Divides a table; empty if the database has none. */
  static <S> StateTable<S> of(
      PerfDatabase database,
      String name,
      Function<String, String> kernelName,
      Function<PerfTable, IntFunction<S>> shapes) {
    return new StateTable<>(
        database.find(name).stream()
            .flatMap(table -> divide(table, kernelName, shapes.apply(table)))
            .toList());
  }

  private static <S> Stream<Slices<Key<S>>> divide(
      PerfTable table, Function<String, String> kernelName, IntFunction<S> shapes) {
    PerfTable.TextColumn kernel = table.text("kernel_source");
    PerfTable.TextColumn pass = table.text("phase");
    PerfTable.NumberColumn hidden = table.number("d_model");
    PerfTable.NumberColumn batch = table.number("batch_size");
    PerfTable.NumberColumn length = table.number("seq_len");
    IntFunction<Key<S>> key =
        row ->
            new Key<>(
                kernelName.apply(kernel.at(row)),
                pass.at(row),
                (int) hidden.at(row),
                shapes.apply(row));
    Predicate<Key<S>> decode = found -> found.pass.equals(StatePass.DECODE.id());
    return Stream.of(
        Slices.of(
            table,
            row -> Optional.of(key.apply(row)).filter(decode),
            Slices.Axes.of(table, batch::at)),
        Slices.of(
            table,
            row -> Optional.of(key.apply(row)).filter(decode.negate()),
            Slices.Axes.of(table, batch::at, length::at)));
  }

  /** Shapes of rows that describe the heads of a linear attention. */
  static IntFunction<LinearAttention> linearAttention(PerfTable table) {
    PerfTable.NumberColumn keyHeads = table.number("num_k_heads");
    PerfTable.NumberColumn keyHeadDim = table.number("head_k_dim");
    PerfTable.NumberColumn valueHeads = table.number("num_v_heads");
    PerfTable.NumberColumn valueHeadDim = table.number("head_v_dim");
    PerfTable.NumberColumn conv = table.number("d_conv");
    return row ->
        new LinearAttention(
            (int) keyHeads.at(row),
            (int) keyHeadDim.at(row),
            (int) valueHeads.at(row),
            (int) valueHeadDim.at(row),
            (int) conv.at(row));
  }

  /** The grid of a key. */
  Optional<Grid> find(Key<S> key) {
    return slices.stream().flatMap(part -> part.find(key).stream()).findFirst();
  }

  /** Keys in the order of their first row. */
  Stream<Key<S>> keys() {
    return slices.stream().flatMap(part -> part.keys().stream());
  }

  /** The grid of a key, else that of the first key that differs in the shape only. */
  Optional<Grid> findElseFirst(Key<S> key) {
    return find(key).or(() -> keys().filter(key::sameButShape).findFirst().flatMap(this::find));
  }

  /** The grid of a key, else that of the least key that differs in the shape only. */
  Optional<Grid> findElseLeast(Key<S> key, Comparator<Key<S>> order) {
    return find(key).or(() -> keys().filter(key::sameButShape).min(order).flatMap(this::find));
  }
}

package io.servelab.op.comm;

import io.servelab.error.NoDataException;
import io.servelab.perf.Grid;
import io.servelab.perf.KeyText;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.PerfTable;
import io.servelab.perf.Slices;
import io.servelab.perf.TableIndex;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Curves of NCCL and oneCCL collectives by format, kind and GPU count. */
final class CollectiveCurves {

  static final TableIndex<CollectiveCurves> INDEX = CollectiveCurves::new;

  private record Key(String format, String collective, int gpus) {}

  /**
   * A measured curve.
   *
   * @param gpus GPUs that took part
   * @param grid times over message elements
   */
  record Curve(int gpus, Grid grid) {}

  private final List<Slices<Key>> libraries;

  private CollectiveCurves(PerfDatabase database) {
    this.libraries =
        Stream.of("nccl", "oneccl")
            .flatMap(name -> database.find(name).stream())
            .map(CollectiveCurves::slices)
            .toList();
  }

  private static Slices<Key> slices(PerfTable table) {
    PerfTable.TextColumn format = table.text("nccl_dtype");
    PerfTable.TextColumn collective = table.text("op_name");
    PerfTable.NumberColumn gpus = table.number("num_gpus");
    return Slices.of(
        table,
        row -> Optional.of(new Key(format.at(row), collective.at(row), (int) gpus.at(row))),
        Slices.Axes.of(table, table.number("message_size")::at));
  }

  /**
   * The curve of a GPU count, or of the largest measured count where that is smaller.
   *
   * @throws NoDataException if the count lies between measured ones or nothing is measured
   */
  Curve require(String format, String collective, int gpus) {
    OptionalInt largest =
        libraries.stream()
            .flatMap(library -> library.keys().stream())
            .filter(key -> key.format.equals(format) && key.collective.equals(collective))
            .mapToInt(Key::gpus)
            .max();
    int measured = Math.min(gpus, largest.orElse(gpus));
    Key wanted = new Key(format, collective, measured);
    return libraries.stream()
        .flatMap(library -> library.find(wanted).stream())
        .findFirst()
        .map(grid -> new Curve(measured, grid))
        .orElseThrow(
            () ->
                NoDataException.measurement(
                    "No measured collective has " + KeyText.of(wanted) + "."));
  }
}

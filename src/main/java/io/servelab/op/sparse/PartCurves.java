package io.servelab.op.sparse;

import io.servelab.error.NoDataException;
import io.servelab.perf.PerfTable;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Times of a kernel that is one part of a block, over batch, new tokens and cached tokens; flat
 * beyond the measured range.
 */
final class PartCurves {

  /** What is measured from here on by the key of the next axis, or the time itself. */
  private static final class Node {
    private final NavigableMap<Double, Node> below = new TreeMap<>();
    private double ms;

    Node descend(double key) {
      return below.computeIfAbsent(key, fresh -> new Node());
    }

    /** The node of the nearest key; the smaller one of two equally near. */
    Node nearest(double key) {
      Map.Entry<Double, Node> low = below.floorEntry(key);
      Map.Entry<Double, Node> high = below.ceilingEntry(key);
      if (low == null || high == null) {
        return low == null ? high.getValue() : low.getValue();
      }
      return key - low.getKey() <= high.getKey() - key ? low.getValue() : high.getValue();
    }

    double linear(int axis, double... point) {
      if (axis == point.length) {
        return ms;
      }
      Map.Entry<Double, Node> low = below.floorEntry(point[axis]);
      Map.Entry<Double, Node> high = below.ceilingEntry(point[axis]);
      if (low == null || high == null) {
        return (low == null ? high : low).getValue().linear(axis + 1, point);
      }
      double lowMs = low.getValue().linear(axis + 1, point);
      double span = high.getKey() - low.getKey();
      if (span == 0) {
        return lowMs;
      }
      double highMs = high.getValue().linear(axis + 1, point);
      return lowMs + (highMs - lowMs) * (point[axis] - low.getKey()) / span;
    }
  }

  private final String name;
  private final Node batches = new Node();

  private PartCurves(String name) {
    this.name = name;
  }

  /** The curves of a table by number of heads and by the pattern of scores they were fed. */
  static final class Table {

    private record Key(int heads, String scores) {}

    private final Map<Key, PartCurves> curves = new HashMap<>();

    Table(PerfTable table) {
      PerfTable.NumberColumn heads = table.number("num_heads");
      PerfTable.TextColumn scores = table.textOr("score_mode", "");
      PerfTable.NumberColumn batch = table.number("batch_size");
      PerfTable.NumberColumn length = table.number("isl");
      PerfTable.NumberColumn cached = table.number("step");
      PerfTable.NumberColumn latency = table.number("latency_ms");
      for (int row = 0; row < table.rows(); row++) {
        Node lengths =
            curves
                .computeIfAbsent(
                    new Key((int) heads.at(row), scores.at(row)),
                    fresh -> new PartCurves(table.name()))
                .batches
                .descend(batch.at(row))
                .descend(length.at(row));
        if (!lengths.below.containsKey(cached.at(row))) {
          lengths.descend(cached.at(row)).ms = latency.at(row);
        }
      }
    }

    /** The curves of a number of heads and a pattern of scores; blank where there is only one. */
    Optional<PartCurves> find(int heads, String scores) {
      return Optional.ofNullable(curves.get(new Key(heads, scores)));
    }

    /** Numbers of heads that were measured. */
    SortedSet<Integer> heads() {
      SortedSet<Integer> heads = new TreeSet<>();
      curves.keySet().forEach(key -> heads.add(key.heads));
      return heads;
    }
  }

  /** Time linear on every axis, milliseconds. */
  double linearMs(double batch, double length, double cached) {
    return batches.linear(0, batch, length, cached);
  }

  /**
   * Time at the nearest measured batch and length, linear over cached tokens, milliseconds.
   *
   * @throws NoDataException if no prompt of this length was measured at the nearest batch: the
   *     kernel grows faster than the prompt, so that a shorter one would mislead
   */
  double nearestMs(double batch, double length, double cached) {
    Node lengths = batches.nearest(batch);
    if (length > lengths.below.lastKey()) {
      throw NoDataException.measurement(
          "Table "
              + name
              + " ends at prompts of "
              + lengths.below.lastKey().longValue()
              + " tokens for this batch, asked for "
              + (long) length
              + ".\nTry shorter prompts or a smaller batch.");
    }
    return lengths.nearest(length).linear(0, cached);
  }
}

package io.servelab.perf;

import java.util.Arrays;

/**
 * A slice of a table as a tree of sorted axes: {@code axis0 -> axis1 -> ... -> leaf}.
 *
 * <p>Branches may be ragged: the keys below one key need not be those below another. A leaf holds a
 * latency (ms) and, where measured, a power (W).
 */
public final class Grid {

  final double[] keys;

  /** Children by key; empty at the last axis. */
  final Grid[] branches;

  /** Latencies by key at the last axis, ms; empty above it. */
  final double[] latenciesMs;

  /** Powers by key at the last axis, W; empty when none was measured. */
  final double[] powersW;

  /** Base-2 logarithms of the keys, for distances. */
  final double[] logKeys;

  private final int depth;

  private Grid(int depth, double[] keys, Grid[] branches, double[] latenciesMs, double[] powersW) {
    this.depth = depth;
    this.keys = keys;
    this.branches = branches;
    this.latenciesMs = latenciesMs;
    this.powersW = powersW;
    this.logKeys = new double[keys.length];
    Arrays.setAll(logKeys, index -> Logs.log2(keys[index]));
  }

  static Grid branch(double[] keys, Grid[] branches) {
    return new Grid(branches[0].depth + 1, keys, branches, new double[0], new double[0]);
  }

  static Grid leaves(double[] keys, double[] latenciesMs, double[] powersW) {
    return new Grid(1, keys, new Grid[0], latenciesMs, powersW);
  }

  /** Number of axes. */
  public int depth() {
    return depth;
  }

  /** Number of measured points. */
  public int size() {
    int size = latenciesMs.length;
    for (Grid branch : branches) {
      size += branch.size();
    }
    return size;
  }

  /** Sorted keys of the outermost axis. */
  public double[] outerKeys() {
    return keys.clone();
  }

  /** Receives measured points. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * Visits one point.
     *
     * @param coordinates one value for each axis; reused between calls
     * @param latencyMs time, milliseconds
     * @param powerW mean power, watts; 0 where none was measured
     */
    void visit(double[] coordinates, double latencyMs, double powerW);
  }

  /** Visits every point in key order. */
  public void forEach(Visitor visitor) {
    walk(new double[depth], 0, visitor);
  }

  private void walk(double[] coordinates, int axis, Visitor visitor) {
    for (int index = 0; index < keys.length; index++) {
      coordinates[axis] = keys[index];
      if (depth > 1) {
        branches[index].walk(coordinates, axis + 1, visitor);
      } else {
        visitor.visit(coordinates, latenciesMs[index], powerW(index));
      }
    }
  }

  double powerW(int index) {
    return powersW.length == 0 ? 0 : powersW[index];
  }

  /** Position of a key: its index if present, else {@code -(insertion point) - 1}. */
  int find(double key) {
    return Arrays.binarySearch(keys, key);
  }

  boolean covers(double key) {
    return key >= keys[0] && key <= keys[keys.length - 1];
  }
}

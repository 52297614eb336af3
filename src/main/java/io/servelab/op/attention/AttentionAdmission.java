package io.servelab.op.attention;

import io.servelab.perf.Grid;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.Roofline;
import io.servelab.perf.TableAdmission;
import io.servelab.perf.TableHealth;
import io.servelab.perf.TableIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Judges slices of attention tables: against the slices of the other engines on the same system,
 * and against full attention where they claim a window.
 *
 * <p>Kernels of attention differ more between engines than those of products. So a slice that
 * launches within {@link #USUAL_FLOOR_MS} is not held against the others, and long calls must take
 * {@link #MAX_WORK_RATIO} times as long to fail: that is no slower kernel but another computation.
 */
final class AttentionAdmission {

  /** Attention of one short sequence may take this long under any engine, milliseconds. */
  static final double USUAL_FLOOR_MS = 0.025;

  /** Time of long calls relative to the roofline, over that of the other engines. */
  static final double MAX_WORK_RATIO = 4;

  private static final TableIndex<AttentionAdmission> PREFILL =
      database -> new AttentionAdmission(AttentionPhase.PREFILL, database);
  private static final TableIndex<AttentionAdmission> DECODE =
      database -> new AttentionAdmission(AttentionPhase.DECODE, database);

  private static final double SMALL_BATCH = 4;
  private static final double SHORT = 256;
  private static final double FEW_HEADS = 16;

  /** Rows whose roofline is above this are bound by what it counts, milliseconds. */
  private static final double BOUND_MS = 0.05;

  private final AttentionPhase phase;
  private final PerfDatabase database;
  private final Map<AttentionSlice, TableHealth> healths = new ConcurrentHashMap<>();
  private final Map<AttentionSlice, WindowCheck> windows = new ConcurrentHashMap<>();

  private AttentionAdmission(AttentionPhase phase, PerfDatabase database) {
    this.phase = phase;
    this.database = database;
  }

  static AttentionAdmission of(AttentionPhase phase, PerfDatabase database) {
    return database.index(phase == AttentionPhase.PREFILL ? PREFILL : DECODE);
  }

  /** How a slice of a lane stands beside what the other engines would answer. */
  TableAdmission beside(AttentionSlice slice) {
    List<TableHealth> others = new ArrayList<>();
    for (PerfDatabase other : database.siblings()) {
      answering(other, slice)
          .ifPresent(found -> others.add(AttentionAdmission.of(phase, other).health(found)));
    }
    return TableAdmission.judge(health(slice), others);
  }

  /** Whether the window of a slice was applied. */
  WindowCheck window(AttentionSlice slice) {
    return windows.computeIfAbsent(slice, absent -> WindowCheck.of(phase, database, absent));
  }

  /** Whether launching costs no more than it may. */
  boolean floorPasses(AttentionSlice slice) {
    return health(slice).floorMs() <= USUAL_FLOOR_MS || beside(slice).floorPasses();
  }

  /** Whether long calls take no longer than they may. */
  boolean slopePasses(AttentionSlice slice) {
    double own = health(slice).memorySlope();
    if (own <= MAX_WORK_RATIO) {
      return true; // No call of any engine beats the roofline.
    }
    double others = beside(slice).others().memorySlope();
    return others == 0 || own <= MAX_WORK_RATIO * others;
  }

  /** Whether a slice of a lane may answer. */
  boolean admits(AttentionSlice slice) {
    return window(slice).passes() && floorPasses(slice) && slopePasses(slice);
  }

  /** The slice with the lane that answers for it in an engine's table. */
  private Optional<AttentionSlice> answering(PerfDatabase other, AttentionSlice slice) {
    return phase.in(other).flatMap(table -> table.answering(slice, phase.lanes(other)));
  }

  /** Slices of the other engines that may answer in place of one. */
  List<Substitute> substitutes(AttentionSlice slice) {
    List<Substitute> substitutes = new ArrayList<>();
    for (PerfDatabase other : database.siblings()) {
      answering(other, slice)
          .filter(found -> AttentionAdmission.of(phase, other).admits(found))
          .flatMap(found -> phase.in(other).orElseThrow().find(found))
          .ifPresent(grid -> substitutes.add(new Substitute(other, grid)));
    }
    return substitutes;
  }

  /**
   * Rows that answer in place of others.
   *
   * @param lender the engine that has them
   * @param grid the rows
   */
  record Substitute(PerfDatabase lender, Grid grid) {}

  private TableHealth health(AttentionSlice slice) {
    return healths.computeIfAbsent(slice, this::measure);
  }

  private TableHealth measure(AttentionSlice slice) {
    List<Double> floors = new ArrayList<>();
    List<Double> slopes = new ArrayList<>();
    Roofline bound = phase.roofline(database, slice).orElse(point -> 0);
    phase
        .in(database)
        .flatMap(table -> table.find(slice))
        .ifPresent(
            grid ->
                grid.forEach(
                    (point, latencyMs, powerW) -> {
                      if (phase.batch(point) <= SMALL_BATCH
                          && phase.length(point) <= SHORT
                          && point[0] <= FEW_HEADS) {
                        floors.add(latencyMs);
                      }
                      double boundMs = bound.ms(point);
                      if (boundMs > BOUND_MS) {
                        slopes.add(latencyMs / boundMs);
                      }
                    }));
    return new TableHealth(median(floors), median(slopes));
  }

  private static double median(List<Double> values) {
    return values.isEmpty()
        ? 0
        : values.stream().mapToDouble(Double::doubleValue).sorted().toArray()[values.size() / 2];
  }
}

package io.servelab.perf;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Whether a sweep can be trusted, judged against sweeps of the same kernel kind on the same system
 * under other engines.
 *
 * <p>A sweep fails if launching alone costs more than twice what it costs the others, or if reading
 * weights takes more than 2.5 times what the memory bandwidth allows while the others stay below.
 * Such sweeps timed the host or a wrong kernel. Without others nothing can be said, and the sweep
 * is admitted.
 *
 * @param own the sweep
 * @param others median over the other engines' sweeps
 * @param reason why it fails; empty if it is admitted
 */
public record TableAdmission(TableHealth own, TableHealth others, String reason) {

  /** A floor above this multiple of the others' median fails. */
  public static final double MAX_FLOOR_RATIO = 2;

  /** A memory slope above this fails, unless the others' median is above it as well. */
  public static final double MAX_MEMORY_SLOPE = 2.5;

  /** Judges a sweep. */
  public static TableAdmission judge(TableHealth own, List<TableHealth> others) {
    List<TableHealth> known = others.stream().filter(TableHealth::known).toList();
    TableHealth typical =
        new TableHealth(
            median(known, TableHealth::floorMs), median(known, TableHealth::memorySlope));
    return new TableAdmission(own, typical, reason(own, typical));
  }

  private static String reason(TableHealth own, TableHealth typical) {
    if (!floorPasses(own, typical)) {
      return String.format(
          Locale.ROOT,
          "small calls take %.1f us, under the other engines %.1f us",
          own.floorMs() * 1000,
          typical.floorMs() * 1000);
    }
    if (!slopePasses(own, typical)) {
      return String.format(
          Locale.ROOT,
          "reading weights takes %.1f times what the bandwidth allows, under the other engines"
              + " %.1f times",
          own.memorySlope(),
          typical.memorySlope());
    }
    return "";
  }

  private static boolean floorPasses(TableHealth own, TableHealth typical) {
    return !own.known() || !typical.known() || own.floorMs() <= MAX_FLOOR_RATIO * typical.floorMs();
  }

  private static boolean slopePasses(TableHealth own, TableHealth typical) {
    return !own.known()
        || !typical.known()
        || own.memorySlope() <= MAX_MEMORY_SLOPE
        || typical.memorySlope() >= MAX_MEMORY_SLOPE;
  }

  /** Whether launching costs no more than it may. */
  public boolean floorPasses() {
    return floorPasses(own, others);
  }

  /** Whether reading memory takes no longer than it may. */
  public boolean slopePasses() {
    return slopePasses(own, others);
  }

  /** Whether the sweep answers. */
  public boolean admitted() {
    return reason.isEmpty();
  }

  private static double median(List<TableHealth> sweeps, ToDoubleFunction<TableHealth> number) {
    double[] values = sweeps.stream().mapToDouble(number).toArray();
    return values.length == 0 ? 0 : SiteCurves.median(values, values.length);
  }
}

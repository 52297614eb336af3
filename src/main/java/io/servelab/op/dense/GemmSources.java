package io.servelab.op.dense;

import io.servelab.error.NoDataException;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.GemmQuant;
import io.servelab.perf.Evidence;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.Reading;
import io.servelab.perf.Roofline;
import io.servelab.perf.SiteCurves;
import io.servelab.perf.TableAdmission;
import io.servelab.perf.TableHealth;
import io.servelab.perf.TableIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Decides whose sweeps answer for projections of a format under the rule set {@code servelab}: the
 * engine's own if they are admitted, else what the admitted ones of the other engines agree on,
 * since all engines call the same few kernel libraries.
 */
public final class GemmSources {

  static final TableIndex<GemmSources> INDEX = GemmSources::new;

  private static final double SMALL_TOKENS = 8;
  private static final double SMALL_WEIGHT_BYTES = 2e6;
  private static final double LARGE_WEIGHT_BYTES = 5e7;

  private final PerfDatabase database;
  private final Map<GemmQuant, TableAdmission> admissions = new ConcurrentHashMap<>();
  private final Map<GemmQuant, SiteCurves> repaired = new ConcurrentHashMap<>();

  private GemmSources(PerfDatabase database) {
    this.database = database;
  }

  /** The decisions for one database. */
  public static GemmSources of(PerfDatabase database) {
    return database.index(INDEX);
  }

  /** Formats that the engine's own table or another one's holds, in the order of the formats. */
  public List<GemmQuant> formats() {
    return List.of(GemmQuant.values()).stream()
        .filter(quant -> own(database, quant).isPresent())
        .toList();
  }

  /** How the engine's own sweeps of a format compare. */
  public TableAdmission admission(GemmQuant quant) {
    return admissions.computeIfAbsent(
        quant,
        absent ->
            TableAdmission.judge(
                health(database, absent),
                database.siblings().stream().map(other -> health(other, absent)).toList()));
  }

  /** Engines whose sweeps answer for a format; empty if nobody measured it. */
  public List<ServingEngine> answering(GemmQuant quant) {
    return sources(quant).stream().map(PerfDatabase::engine).toList();
  }

  private List<PerfDatabase> sources(GemmQuant quant) {
    boolean measured = own(database, quant).isPresent();
    if (measured && admission(quant).admitted()) {
      return List.of(database);
    }
    List<PerfDatabase> others =
        database.siblings().stream()
            .filter(other -> own(other, quant).isPresent())
            .filter(other -> GemmSources.of(other).admission(quant).admitted())
            .toList();
    return others.isEmpty() && measured ? List.of(database) : others;
  }

  /**
   * Prepares reads of the engine's own sweeps at one weight shape.
   *
   * @throws NoDataException if the engine has no rows of the format
   */
  SiteCurves.SiteReader ownReader(GemmQuant quant, double n, double k, Roofline roofline) {
    return repaired
        .computeIfAbsent(
            quant, absent -> database.index(GemmTable.INDEX).require(absent).monotone())
        .at(n, k, roofline);
  }

  /**
   * Prepares reads at one weight shape.
   *
   * @throws NoDataException if no engine on the system has rows of the format
   */
  SiteCurves.SiteReader reader(GemmQuant quant, double n, double k, Roofline roofline) {
    List<PerfDatabase> sources = sources(quant);
    if (sources.isEmpty() || sources.get(0) == database) {
      return ownReader(quant, n, k, roofline);
    }
    List<SiteCurves.SiteReader> readers = new ArrayList<>();
    for (PerfDatabase source : sources) {
      readers.add(GemmSources.of(source).ownReader(quant, n, k, roofline));
    }
    return tokens -> typical(readers, tokens);
  }

  /** Geometric mean of what several engines measured. */
  private static Reading typical(List<SiteCurves.SiteReader> readers, double tokens) {
    double logs = 0;
    int answers = 0;
    Reading last = null;
    NoDataException silent = null;
    for (SiteCurves.SiteReader reader : readers) {
      try {
        last = reader.read(tokens);
        logs += Math.log(last.latencyMs());
        answers++;
      } catch (NoDataException outside) {
        silent = outside;
      }
    }
    if (last == null) {
      throw Objects.requireNonNull(silent);
    }
    return new Reading(
        Math.exp(logs / answers), last.powerW(), last.evidence().and(Evidence.SUBSTITUTED));
  }

  private static Optional<SiteCurves> own(PerfDatabase database, GemmQuant quant) {
    return database.find("gemm").flatMap(table -> database.index(GemmTable.INDEX).find(quant));
  }

  private static TableHealth health(PerfDatabase database, GemmQuant quant) {
    List<Double> floors = new ArrayList<>();
    List<Double> slopes = new ArrayList<>();
    double bandwidth = database.system().gpu().memoryBandwidthBytesPerS();
    own(database, quant)
        .ifPresent(
            curves ->
                curves.forEach(
                    (point, latencyMs, powerW) -> {
                      double bytes = point[1] * point[2] * quant.bytesPerElement();
                      if (point[0] <= SMALL_TOKENS && bytes < SMALL_WEIGHT_BYTES) {
                        floors.add(latencyMs);
                      } else if (point[0] <= SMALL_TOKENS && bytes > LARGE_WEIGHT_BYTES) {
                        slopes.add(latencyMs / (bytes / bandwidth * 1000));
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

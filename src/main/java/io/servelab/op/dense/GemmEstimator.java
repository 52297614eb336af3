package io.servelab.op.dense;

import io.servelab.error.NoDataException;
import io.servelab.model.GemmQuant;
import io.servelab.model.QuantMode;
import io.servelab.op.OpTime;
import io.servelab.perf.Evidence;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.TableIndex;
import io.servelab.perf.TransferKind;
import io.servelab.perf.Utilisation;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Estimates a projection from measured utilisation: of its own format, else of a format with the
 * same width and rate, else of another one rescaled by the ratio of typical utilisations.
 */
final class GemmEstimator {

  private final Utilisation utilisation;
  private final double scale;
  private final Evidence evidence;

  private GemmEstimator(Utilisation utilisation, double scale, Evidence evidence) {
    this.utilisation = utilisation;
    this.scale = scale;
    this.evidence = evidence;
  }

  /**
   * Chooses the closest samples.
   *
   * @throws NoDataException if no permitted transfer finds any
   */
  static GemmEstimator of(PerfDatabase database, GemmQuant quant) {
    Samples samples = database.index(Samples.INDEX);
    Optional<Utilisation> own = samples.of(database, quant, quant);
    if (own.isPresent()) {
      return new GemmEstimator(own.get(), 1, Evidence.UTILISATION);
    }
    List<GemmQuant> formats = formats(database);
    Optional<GemmQuant> sibling =
        formats.stream().filter(other -> sameProfile(other, quant)).findFirst();
    if (sibling.isPresent() && database.transfers().allows(TransferKind.XQUANT)) {
      Optional<Utilisation> same = samples.of(database, sibling.get(), quant);
      if (same.isPresent()) {
        return new GemmEstimator(same.get(), 1, Evidence.XQUANT);
      }
    }
    if (database.transfers().allows(TransferKind.XPROFILE)) {
      for (GemmQuant other : byProfileDistance(formats, quant)) {
        Optional<Utilisation> rescaled = samples.of(database, other, other);
        if (rescaled.isPresent()) {
          double scale = GemmLevels.of(quant) / GemmLevels.of(other);
          return new GemmEstimator(rescaled.get(), scale, Evidence.XPROFILE);
        }
      }
    }
    throw database.notEstimated("a " + quant + " projection");
  }

  OpTime time(double boundMs, double m, double n, double k) {
    return OpTime.estimated(utilisation.latencyMs(boundMs, scale, m, n, k), evidence);
  }

  private static List<GemmQuant> formats(PerfDatabase database) {
    return database.find("gemm").isPresent()
        ? database.index(GemmTable.INDEX).formats()
        : List.of();
  }

  private static boolean sameProfile(GemmQuant left, GemmQuant right) {
    return left != right
        && left.bytesPerElement() == right.bytesPerElement()
        && left.speedup() == right.speedup();
  }

  private static List<GemmQuant> byProfileDistance(List<GemmQuant> formats, GemmQuant quant) {
    return formats.stream()
        .filter(other -> other != quant && !sameProfile(other, quant))
        .sorted(
            Comparator.comparingDouble(
                    (GemmQuant other) -> Math.abs(other.speedup() - quant.speedup()))
                .thenComparingDouble(
                    other -> Math.abs(other.bytesPerElement() - quant.bytesPerElement())))
        .toList();
  }

  /** Utilisation samples by the format that was measured and the format whose roofline counts. */
  private static final class Samples {
    static final TableIndex<Samples> INDEX = database -> new Samples();

    private record Key(QuantMode measured, QuantMode bound) {}

    private final Map<Key, Optional<Utilisation>> built = new ConcurrentHashMap<>();

    Optional<Utilisation> of(PerfDatabase database, GemmQuant measured, GemmQuant bound) {
      return built.computeIfAbsent(
          new Key(measured, bound),
          absent ->
              database
                  .find("gemm")
                  .flatMap(table -> database.index(GemmTable.INDEX).find(measured))
                  .map(
                      curves -> {
                        Utilisation.Builder samples =
                            new Utilisation.Builder(
                                3,
                                point ->
                                    Gemm.bound(database, bound, point[0], point[1], point[2])
                                        .totalMs());
                        curves.forEach(samples);
                        return samples.build();
                      })
                  .filter(samples -> samples.size() > 0));
    }
  }
}

package io.servelab.op.moe;

import io.servelab.error.NoDataException;
import io.servelab.model.MoeQuant;
import io.servelab.op.OpTime;
import io.servelab.perf.Evidence;
import io.servelab.perf.Grid;
import io.servelab.perf.NearestPoint;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.TransferKind;
import io.servelab.perf.Utilisation;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Estimates experts from measured utilisation: of their own curve, else of the nearest shape, else
 * of a format with the same width and rate, else of another one rescaled by the ratio of typical
 * utilisations.
 */
final class MoeEstimator {

  private final Utilisation utilisation;
  private final double scale;
  private final Evidence evidence;

  private MoeEstimator(Utilisation utilisation, double scale, Evidence evidence) {
    this.utilisation = utilisation;
    this.scale = scale;
    this.evidence = evidence;
  }

  /**
   * Chooses the closest samples.
   *
   * @param small whether the batch is one that the low-latency kernel serves
   * @throws NoDataException if no permitted transfer finds any
   */
  static MoeEstimator of(PerfDatabase database, Moe moe, boolean small) {
    if (database.find("moe").isEmpty() && !small && !crossesFormats(database)) {
      throw none(database, moe);
    }
    return new Ladder(database, moe).climb(small).orElseThrow(() -> none(database, moe));
  }

  /** Only looking for other formats finds out that there is no table at all. */
  private static boolean crossesFormats(PerfDatabase database) {
    return database.transfers().allows(TransferKind.XQUANT)
        || database.transfers().allows(TransferKind.XPROFILE);
  }

  OpTime time(double boundMs, long tokens) {
    return OpTime.estimated(utilisation.latencyMs(boundMs, scale, tokens), evidence);
  }

  private static NoDataException none(PerfDatabase database, Moe moe) {
    return database.notEstimated(String.valueOf(moe));
  }

  /** The steps from the closest samples to the farthest. */
  private record Ladder(PerfDatabase database, MoeTable table, Moe moe) {

    Ladder(PerfDatabase database, Moe moe) {
      this(database, database.index(MoeTable.INDEX), moe);
    }

    Optional<MoeEstimator> climb(boolean small) {
      MoeTable.Key key = key(moe.quant(), moe.shape());
      Optional<Utilisation> own =
          (small ? table.findLowLatency(key) : Optional.<Grid>empty())
              .or(() -> table.ordinary().find(key))
              .flatMap(grid -> samples(grid, key, moe.quant()));
      if (own.isPresent()) {
        return own.map(samples -> new MoeEstimator(samples, 1, Evidence.UTILISATION));
      }
      if (allows(TransferKind.XSHAPE)) {
        Optional<Utilisation> other = nearest(List.of(moe.quant()), moe.quant());
        if (other.isPresent()) {
          return other.map(samples -> new MoeEstimator(samples, 1, Evidence.XSHAPE));
        }
      }
      if (allows(TransferKind.XQUANT)) {
        Optional<Utilisation> sibling = nearest(siblings(), moe.quant());
        if (sibling.isPresent()) {
          return sibling.map(samples -> new MoeEstimator(samples, 1, Evidence.XQUANT));
        }
      }
      return allows(TransferKind.XPROFILE) ? rescaled() : Optional.empty();
    }

    private Optional<MoeEstimator> rescaled() {
      for (MoeQuant other : otherProfiles()) {
        double scale = MoeLevels.of(moe.quant()) / MoeLevels.of(other);
        Optional<Utilisation> samples = nearest(List.of(other), other);
        if (samples.isPresent()) {
          return samples.map(found -> new MoeEstimator(found, scale, Evidence.XPROFILE));
        }
      }
      return Optional.empty();
    }

    private boolean allows(TransferKind kind) {
      return database.transfers().allows(kind);
    }

    private MoeTable.Key key(MoeQuant rows, ExpertShape shape) {
      return table.key(rows.id(), moe.distribution(), shape, moe.split());
    }

    /** Samples of the nearest shape that any of the formats has at this split. */
    private Optional<Utilisation> nearest(List<MoeQuant> formats, MoeQuant bound) {
      List<MoeTable.Key> candidates =
          formats.stream()
              .map(format -> key(format, moe.shape()))
              .flatMap(
                  wanted -> table.ordinary().keys().stream().filter(wanted::matchesButForShape))
              .toList();
      if (candidates.isEmpty()) {
        return Optional.empty();
      }
      int nearest =
          NearestPoint.ofShapes(candidates.stream().map(key -> coordinates(key.shape())).toList())
              .indexOf(coordinates(moe.shape()));
      return samples(
          table.ordinary().require(candidates.get(nearest)), candidates.get(nearest), bound);
    }

    private static double[] coordinates(ExpertShape shape) {
      return new double[] {shape.topk(), shape.experts(), shape.hidden(), shape.inter()};
    }

    private Optional<Utilisation> samples(Grid grid, MoeTable.Key key, MoeQuant bound) {
      ExpertWork work = moe.work().withShape(key.shape()).withQuant(bound);
      Utilisation.Builder builder =
          new Utilisation.Builder(
              1, point -> work.bound(database.system().gpu(), (long) point[0]).totalMs());
      grid.forEach(builder);
      return Optional.of(builder.build()).filter(samples -> samples.size() > 0);
    }

    private List<MoeQuant> siblings() {
      return table.formats().stream()
          .filter(other -> other != moe.quant() && sameProfile(other))
          .toList();
    }

    private List<MoeQuant> otherProfiles() {
      return table.formats().stream()
          .filter(other -> !sameProfile(other))
          .sorted(Comparator.comparingDouble(this::profileDistance))
          .toList();
    }

    private boolean sameProfile(MoeQuant other) {
      return other.bytesPerElement() == moe.quant().bytesPerElement()
          && other.speedup() == moe.quant().speedup();
    }

    private double profileDistance(MoeQuant other) {
      return Math.abs(other.bytesPerElement() - moe.quant().bytesPerElement())
          + Math.abs(other.speedup() - moe.quant().speedup());
    }
  }
}

package io.servelab.op.comm;

import io.servelab.error.NoDataException;
import io.servelab.hardware.Interconnect;
import io.servelab.model.CommQuant;
import io.servelab.op.Bound;
import io.servelab.op.MeasuredTimer;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.op.Resolved;
import io.servelab.op.TokenShare;
import io.servelab.perf.DataMode;
import io.servelab.perf.Evidence;
import io.servelab.perf.Grid;
import io.servelab.perf.GridInterpolator;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.Utilisation;
import java.util.Optional;

/**
 * A collective of NCCL, or of oneCCL where the system has only that.
 *
 * <p>Tables {@code nccl} and {@code oneccl}, one curve over message elements for each GPU count;
 * proportional beyond it. More GPUs than were measured are carried over from the largest measured
 * group; a count between measured ones is not answered.
 *
 * @param collective what is done
 * @param elementsPerToken message elements for each token
 * @param ranks GPUs that take part
 * @param format number format of the message
 * @param share tokens of the call
 */
public record Nccl(
    Collective collective, double elementsPerToken, int ranks, CommQuant format, TokenShare share)
    implements Operation {

  /** A 16-bit message for all tokens. */
  public static Nccl of(Collective collective, double elementsPerToken, int ranks) {
    return new Nccl(collective, elementsPerToken, ranks, CommQuant.HALF, TokenShare.WHOLE);
  }

  @Override
  public OperationTimer bind(PerfDatabase database) {
    if (ranks <= 1) {
      return new FreeTimer(database.mode() == DataMode.SOL ? OpTime.roofline(0) : OpTime.NONE);
    }
    return new Timer(this, database);
  }

  private double size(OpShape shape) {
    return share.of(shape.tokens()) * elementsPerToken;
  }

  private double boundMs(Interconnect links, double size, int gpus) {
    double bytes = collective.ringPasses() * format.bytesPerElement() * size;
    return bytes * (gpus - 1) / gpus / links.bytesPerS(gpus) * 1000;
  }

  private static final class Timer implements MeasuredTimer {
    private final Nccl nccl;
    private final PerfDatabase database;
    private final Interconnect links;
    private final Resolved<CollectiveCurves.Curve> curve;
    private final Resolved<GridInterpolator> reader;
    private final Resolved<Utilisation> samples;

    Timer(Nccl nccl, PerfDatabase database) {
      this.nccl = nccl;
      this.database = database;
      this.links = database.system().links();
      this.curve =
          Resolved.by(
              () ->
                  database
                      .index(CollectiveCurves.INDEX)
                      .require(nccl.format.id(), nccl.collective.id(), nccl.ranks));
      this.reader =
          Resolved.by(() -> GridInterpolator.linear(curve.get().grid(), point -> point[0]));
      this.samples = Resolved.by(this::collect);
    }

    private Utilisation collect() {
      CollectiveCurves.Curve found = curveToEstimateFrom();
      Grid grid = found.grid();
      Utilisation.Builder builder =
          new Utilisation.Builder(1, point -> nccl.boundMs(links, point[0], found.gpus()));
      grid.forEach(builder);
      return builder.build();
    }

    private CollectiveCurves.Curve curveToEstimateFrom() {
      try {
        return curve.get();
      } catch (NoDataException silent) {
        throw NoDataException.estimate(silent.getMessage());
      }
    }

    @Override
    public PerfDatabase database() {
      return database;
    }

    @Override
    public OpTime measured(OpShape shape) {
      return OpTime.measured(reader.get().read(nccl.size(shape)))
          .times(RingScaling.factor(links, curve.get().gpus(), nccl.ranks));
    }

    @Override
    public OpTime estimated(OpShape shape) {
      double size = nccl.size(shape);
      double ms = samples.get().latencyMs(nccl.boundMs(links, size, nccl.ranks), 1, size);
      boolean own = curve.get().gpus() == nccl.ranks;
      return OpTime.estimated(ms, own ? Evidence.UTILISATION : Evidence.XSHAPE);
    }

    @Override
    public OpTime roofline(OpShape shape) {
      return OpTime.roofline(boundMs(shape));
    }

    @Override
    public Optional<Bound> bound(OpShape shape) {
      double ms = boundMs(shape);
      return Optional.of(new Bound(ms, 0, ms));
    }

    @Override
    public boolean dependsOnTokensOnly() {
      return true;
    }

    private double boundMs(OpShape shape) {
      return nccl.boundMs(links, nccl.size(shape), nccl.ranks);
    }
  }
}

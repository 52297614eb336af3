package io.servelab.step;

import io.servelab.layers.LayerStack;
import io.servelab.op.LayerOp;
import io.servelab.op.LayerOp.Role;
import io.servelab.op.OpShape;
import io.servelab.op.OperationTimer;
import io.servelab.op.Phase;
import io.servelab.perf.PerfDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Pass times on primitive grids, filled as they are asked for: a scheduler that asks millions of
 * times pays for a few hundred evaluations of the operations.
 *
 * <p>Whether an operation sees the past is decided by measurement, not by its name: it does if its
 * time moves when the past grows. Attention of a chunk is interpolated as time per token, which is
 * straight in both of its lengths. Between nodes the error is below one percent where the tables
 * are smooth.
 */
public final class PassTimeGrid implements PassTimes {

  private static final OctaveAxis DENSE = new OctaveAxis(3);
  private static final OctaveAxis COARSE = new OctaveAxis(2);

  private static final OpShape SHORT_PREFILL = OpShape.prefill(1, 256, 0);
  private static final OpShape LONG_PREFILL = OpShape.prefill(1, 256, 4096);
  private static final OpShape SHORT_DECODE = OpShape.decode(4, 256);
  private static final OpShape LONG_DECODE = OpShape.decode(4, 4096);

  private final TimeCurve prefillTokens;
  private final TimeCurve prefillShared;
  private final TimeSurface prefillAttentionPerToken;
  private final TimeCurve head;
  private final TimeCurve decodeTokens;
  private final TimeCurve decodeShared;
  private final TimeSurface decodeAttention;

  private PassTimeGrid(Supplier<Split> prefill, Supplier<Split> decode) {
    this.prefillTokens =
        new TimeCurve(DENSE, tokens -> ms(prefill.get().plain, OpShape.prefill(1, tokens, 0)));
    this.prefillShared =
        new TimeCurve(DENSE, tokens -> ms(prefill.get().shared, OpShape.prefill(1, tokens, 0)));
    this.prefillAttentionPerToken =
        new TimeSurface(
            COARSE,
            COARSE,
            (tokens, past) -> ms(prefill.get().past, OpShape.prefill(1, tokens, past)) / tokens);
    this.head = new TimeCurve(DENSE, rows -> ms(prefill.get().head, OpShape.prefill(rows, 1, 0)));
    this.decodeTokens =
        new TimeCurve(DENSE, tokens -> ms(decode.get().plain, OpShape.decode(tokens, 1)));
    this.decodeShared =
        new TimeCurve(DENSE, tokens -> ms(decode.get().shared, OpShape.decode(tokens, 1)));
    this.decodeAttention =
        new TimeSurface(
            COARSE,
            COARSE,
            (tokens, cache) -> ms(decode.get().past, OpShape.decode(tokens, Math.max(1, cache))));
  }

  /**
   * Binds the operations of a worker; evaluates them at four shapes to tell which see the past.
   *
   * @param ranks attention ranks that run every pass together
   * @throws io.servelab.error.NoDataException if the database is silent there
   */
  public static PassTimeGrid of(LayerStack stack, PerfDatabase database, int ranks) {
    Split prefill = prefill(stack, database, ranks);
    Split decode = decode(stack, database, ranks);
    return new PassTimeGrid(() -> prefill, () -> decode);
  }

  /**
   * Binds the operations of a worker that runs one phase only. The other phase may be missing from
   * the database; whoever asks for it all the same meets the error then.
   *
   * @param ranks attention ranks that run every pass together
   * @throws io.servelab.error.NoDataException if the database is silent on that phase
   */
  public static PassTimeGrid of(LayerStack stack, PerfDatabase database, int ranks, Phase phase) {
    if (phase == Phase.PREFILL) {
      Split prefill = prefill(stack, database, ranks);
      return new PassTimeGrid(() -> prefill, () -> decode(stack, database, ranks));
    }
    Split decode = decode(stack, database, ranks);
    return new PassTimeGrid(() -> prefill(stack, database, ranks), () -> decode);
  }

  private static Split prefill(LayerStack stack, PerfDatabase database, int ranks) {
    return Split.of(
        stack.of(Phase.PREFILL), database, new Probe(SHORT_PREFILL, LONG_PREFILL, ranks));
  }

  private static Split decode(LayerStack stack, PerfDatabase database, int ranks) {
    return Split.of(stack.of(Phase.DECODE), database, new Probe(SHORT_DECODE, LONG_DECODE, ranks));
  }

  @Override
  public double prefillTokensMs(long tokens) {
    return prefillTokens.at(tokens);
  }

  @Override
  public double prefillSharedMs(long tokens) {
    return prefillShared.at(tokens);
  }

  @Override
  public double prefillAttentionMs(long tokens, long past) {
    return tokens * prefillAttentionPerToken.at(tokens, past);
  }

  @Override
  public double headMs(long rows) {
    return head.at(rows);
  }

  @Override
  public double decodeTokensMs(long tokens) {
    return decodeTokens.at(tokens);
  }

  @Override
  public double decodeSharedMs(long tokens) {
    return decodeShared.at(tokens);
  }

  @Override
  public double decodeAttentionMs(long tokens, double cache) {
    return decodeAttention.at(tokens, cache);
  }

  private static double ms(List<OperationTimer> operations, OpShape shape) {
    double sum = 0;
    for (OperationTimer operation : operations) {
      sum += operation.time(shape).latencyMs();
    }
    return sum;
  }

  /** Shapes that differ in the past only, and how many ranks share experts. */
  private record Probe(OpShape shortPast, OpShape longPast, int ranks) {}

  /** Operations of a pass by what they depend on. */
  private record Split(
      List<OperationTimer> plain,
      List<OperationTimer> shared,
      List<OperationTimer> past,
      List<OperationTimer> head) {

    static Split of(List<LayerOp> operations, PerfDatabase database, Probe probe) {
      Split split =
          new Split(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      for (LayerOp operation : operations) {
        OperationTimer timer = operation.bind(database);
        split.kind(operation, timer, probe).add(timer);
      }
      return split;
    }

    private List<OperationTimer> kind(LayerOp operation, OperationTimer timer, Probe probe) {
      if (timer.time(probe.shortPast).latencyMs() != timer.time(probe.longPast).latencyMs()) {
        return past;
      }
      if (operation.role() == Role.LAST_TOKENS && probe.shortPast.phase() == Phase.PREFILL) {
        return head;
      }
      return probe.ranks > 1 && RankWork.isShared(operation.operation()) ? shared : plain;
    }
  }
}

package io.servelab.op.moe;

import io.servelab.error.NoDataException;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.OperationTimer;
import io.servelab.op.Resolved;
import io.servelab.perf.DataMode;
import io.servelab.perf.GridInterpolator;
import io.servelab.perf.KeyText;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.Reading;
import io.servelab.perf.Source;

/** Times {@link MoeAllToAll}. */
final class ExchangeTimer implements OperationTimer {

  private static final int USUAL_SMS = 20;

  /** Reads the time of a token count. */
  @FunctionalInterface
  private interface Reader {
    Reading read(double tokens);
  }

  /** A reader and the group whose rows it reads. */
  private record Answer(Reader reader, ExchangeGroup group) {}

  private final MoeAllToAll exchange;
  private final PerfDatabase database;
  private final Resolved<Answer> answer;

  ExchangeTimer(MoeAllToAll exchange, PerfDatabase database) {
    this.exchange = exchange;
    this.database = database;
    this.answer = Resolved.by(this::resolve);
  }

  private Answer resolve() {
    ExchangeTable table = database.index(ExchangeTable.INDEX);
    ExchangeGroup group = answeringGroup(table);
    return new Answer(reader(table, group), group);
  }

  private ExchangeGroup answeringGroup(ExchangeTable table) {
    ExchangeTable.Key own =
        new ExchangeTable.Key(
            exchange.backend(), exchange.phase(), exchange.routing(), exchange.group());
    boolean carried = exchange.backend().carriesOneNode() && exchange.group().nodes() > 1;
    return carried && table.find(own, exchange.wire()).isEmpty()
        ? ExchangeGroup.oneNode(database)
        : exchange.group();
  }

  private Reader reader(ExchangeTable table, ExchangeGroup group) {
    ExchangePoints points = points(table, exchange.phase(), group);
    boolean deepEpHt = exchange.backend() == CommBackend.DEEPEP_HT;
    boolean usual = !deepEpHt || (group.nodes() == 1 && exchange.sms() == USUAL_SMS);
    if (usual && points.curve(exchange.sms()).isPresent()) {
      GridInterpolator curve =
          GridInterpolator.linear(points.curve(exchange.sms()).get(), point -> point[0]);
      return curve::read;
    }
    GridInterpolator own = plane(points);
    return deepEpHt ? shareOfPair(table, group, own) : tokens -> own.read(exchange.sms(), tokens);
  }

  /**
   * The step's share of dispatch and combine, which are read as one so that both steps together
   * take what the pair takes.
   */
  private Reader shareOfPair(ExchangeTable table, ExchangeGroup group, GridInterpolator own) {
    ExchangePoints dispatchPoints = points(table, ExchangePhase.DISPATCH, group);
    ExchangePoints combinePoints = points(table, ExchangePhase.COMBINE, group);
    GridInterpolator dispatch = plane(dispatchPoints);
    GridInterpolator combine = plane(combinePoints);
    GridInterpolator both = plane(dispatchPoints.plus(combinePoints));
    int sms = exchange.sms();
    return tokens -> {
      Reading mine = own.read(sms, tokens);
      double apart = dispatch.read(sms, tokens).latencyMs() + combine.read(sms, tokens).latencyMs();
      double together = both.read(sms, tokens).latencyMs();
      return new Reading(mine.latencyMs() * together / apart, 0, mine.evidence());
    };
  }

  private static GridInterpolator plane(ExchangePoints points) {
    return GridInterpolator.linear(points.plane(), point -> point[1]);
  }

  private ExchangePoints points(ExchangeTable table, ExchangePhase phase, ExchangeGroup group) {
    ExchangeTable.Key key =
        new ExchangeTable.Key(exchange.backend(), phase, exchange.routing(), group);
    return table
        .find(key, exchange.wire())
        .orElseThrow(
            () ->
                NoDataException.measurement(
                    "No measured exchange of tokens has "
                        + KeyText.of(key)
                        + " with wire format "
                        + exchange.wire()
                        + " on "
                        + database
                        + "."));
  }

  @Override
  public OpTime time(OpShape shape) {
    if (!database.mode().sharesRows()) {
      throw onlyMeasured();
    }
    try {
      return measured(shape);
    } catch (NoDataException silent) {
      boolean someRows = !database.index(ExchangeTable.INDEX).keys().isEmpty();
      throw database.mode() == DataMode.HYBRID && someRows ? onlyMeasured() : silent;
    }
  }

  private OpTime measured(OpShape shape) {
    Answer found = answer.get();
    OpTime time = OpTime.measured(found.reader.read(shape.tokens() / exchange.tokenDivisor()));
    return found.group.equals(exchange.group())
        ? time
        : new OpTime(time.latencyMs(), 0, Source.ESTIMATED, time.evidence());
  }

  private NoDataException onlyMeasured() {
    return NoDataException.estimate(
        "Exchanges of " + exchange.backend().id() + " are only answered from measurements.");
  }

  @Override
  public boolean dependsOnTokensOnly() {
    return true;
  }
}

package io.servelab.op.moe;

import io.servelab.error.NoDataException;
import io.servelab.perf.Evidence;
import io.servelab.perf.Grid;
import io.servelab.perf.KeyText;
import io.servelab.perf.MonotoneSweep;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds a curve over tokens under the rule set {@code servelab}, where engines run more splits than
 * were measured.
 *
 * <p>In this order: the engine's own curve; its curve of uncut experts, scaled by what cutting them
 * gains under another engine, or if nobody measured that, by what spreading whole experts over as
 * many ranks gains with balanced routing, which reads the same weights; the fastest curve of
 * another engine.
 */
final class MoeSources {

  private static final String BALANCED = "balanced";

  /**
   * Over so many ranks experts are replicated by load, which evens their work out, and engines take
   * grouped kernels that only some of them were measured with.
   */
  private static final int WIDE_EP = 16;

  private final PerfDatabase database;
  private final Moe moe;

  MoeSources(PerfDatabase database, Moe moe) {
    this.database = database;
    this.moe = moe.split().ep() >= WIDE_EP ? moe.routed(BALANCED) : moe;
  }

  /** Time of the experts over the tokens of all ranks. */
  @FunctionalInterface
  interface Curve {
    /**
     * Reads a time.
     *
     * @throws NoDataException if the curve cannot answer
     */
    Reading read(long tokens);
  }

  /**
   * The curve of ordinary batches.
   *
   * @throws NoDataException if nothing answers
   */
  Curve curve() {
    return own(database, moe.split())
        .map(this::trusted)
        .or(this::scaled)
        .or(this::ofOthers)
        .orElseThrow(
            () ->
                NoDataException.measurement(
                    "No table moe of " + database.system() + " tells of " + KeyText.of(moe) + "."));
  }

  /** Where the own curve fails, the engine is taken to have the kernels of the others as well. */
  private Curve trusted(Curve own) {
    MoeTable.Key key =
        database
            .index(MoeTable.INDEX)
            .key(moe.quant().id(), moe.distribution(), moe.shape(), moe.split());
    boolean wide = moe.split().ep() >= WIDE_EP;
    if (!wide && MoeAdmission.of(database).admission(key).admitted()) {
      return own;
    }
    List<Curve> all = others();
    all.add(own);
    return tokens -> fastest(all, tokens);
  }

  private Optional<Curve> own(PerfDatabase source, ExpertSplit split) {
    return find(source, split, moe.distribution());
  }

  private Optional<Curve> find(PerfDatabase source, ExpertSplit split, String distribution) {
    if (source.find("moe").isEmpty()) {
      return Optional.empty();
    }
    MoeTable table = source.index(MoeTable.INDEX);
    MoeTable.Key key = table.key(moe.quant().id(), distribution, moe.shape(), split);
    return table.ordinary().find(key).map(grid -> read(grid, split));
  }

  private Curve read(Grid grid, ExpertSplit split) {
    ExpertWork work = ExpertWork.of(moe.shape(), moe.gated(), split, moe.quant());
    TokenCurve curve =
        TokenCurve.of(
            MonotoneSweep.of(grid),
            point -> work.bound(database.system().gpu(), (long) point[0]).totalMs());
    return curve::read;
  }

  /** Cutting experts is not taken to gain more than the less favourable of both comparisons. */
  private Optional<Curve> scaled() {
    Optional<Curve> uncut = own(database, uncut());
    List<Gain> gains = new ArrayList<>();
    Optional<Curve> whole = find(database, uncut(), BALANCED);
    find(database, new ExpertSplit(1, moe.split().ranks()), BALANCED)
        .ifPresent(spread -> whole.ifPresent(from -> gains.add(new Gain(from, spread))));
    for (PerfDatabase other : database.siblings()) {
      own(other, moe.split())
          .ifPresent(cut -> own(other, uncut()).ifPresent(from -> gains.add(new Gain(from, cut))));
    }
    return gains.isEmpty() ? Optional.empty() : uncut.map(curve -> scaled(curve, gains));
  }

  /** What splitting a layer does to its time. */
  private record Gain(Curve from, Curve to) {
    double at(long tokens) {
      return to.read(tokens).latencyMs() / from.read(tokens).latencyMs();
    }
  }

  private static Curve scaled(Curve uncut, List<Gain> gains) {
    return tokens -> {
      Reading reading = uncut.read(tokens);
      double least = gains.stream().mapToDouble(gain -> gain.at(tokens)).max().orElseThrow();
      return substituted(reading, reading.latencyMs() * Math.min(1, least));
    };
  }

  private ExpertSplit uncut() {
    return new ExpertSplit(1, moe.split().ep());
  }

  private Optional<Curve> ofOthers() {
    List<Curve> curves = others();
    return curves.isEmpty() ? Optional.empty() : Optional.of(tokens -> fastest(curves, tokens));
  }

  private List<Curve> others() {
    List<Curve> curves = new ArrayList<>();
    database.siblings().forEach(other -> own(other, moe.split()).ifPresent(curves::add));
    return curves;
  }

  private static Reading fastest(List<Curve> curves, long tokens) {
    Reading fastest = curves.get(0).read(tokens);
    for (Curve curve : curves) {
      Reading reading = curve.read(tokens);
      if (reading.latencyMs() < fastest.latencyMs()) {
        fastest = reading;
      }
    }
    return substituted(fastest, fastest.latencyMs());
  }

  private static Reading substituted(Reading reading, double latencyMs) {
    return new Reading(latencyMs, reading.powerW(), reading.evidence().and(Evidence.SUBSTITUTED));
  }
}

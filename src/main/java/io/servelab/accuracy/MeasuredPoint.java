package io.servelab.accuracy;

import io.servelab.engine.RequestShape;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.RequestedLayout;
import java.util.Optional;

/**
 * A deployment under a load, and what was measured there.
 *
 * @param deployed what ran
 * @param load what it served
 * @param measured what was measured; absent where only a prediction is asked for
 * @param reference what the reference package answers there, if known
 * @param row the line it was read from
 */
public record MeasuredPoint(
    Deployed deployed,
    Load load,
    Optional<Latency> measured,
    Optional<Latency> reference,
    TruthRow row) {

  /**
   * What ran.
   *
   * @param model name of the model as the line gives it
   * @param system GPU system
   * @param engine serving engine
   * @param formats labels of number formats
   * @param pools the engines
   */
  public record Deployed(
      String model, String system, ServingEngine engine, Formats formats, Pools pools) {}

  /**
   * Labels of number formats; empty where the line has none.
   *
   * @param precision of the checkpoint
   * @param gemm of dense projections
   * @param moe of routed experts
   */
  public record Formats(String precision, String gemm, String moe) {}

  /** One pool of engines that do everything, or one for each phase. */
  public sealed interface Pools {

    /** Devices of all engines. */
    int gpus();
  }

  /**
   * One engine that does everything.
   *
   * @param layout how it shards the model
   */
  public record OnePool(RequestedLayout layout) implements Pools {
    @Override
    public int gpus() {
      return layout.gpus();
    }

    @Override
    public String toString() {
      return MeasuredPoint.text(layout);
    }
  }

  /**
   * Separate engines for prefill and decode.
   *
   * @param prefill engines that compute prompts
   * @param decode engines that decode
   */
  public record TwoPools(Pool prefill, Pool decode) implements Pools {
    @Override
    public int gpus() {
      return prefill.gpus() + decode.gpus();
    }

    @Override
    public String toString() {
      return prefill + " > " + decode;
    }
  }

  /**
   * Equal engines.
   *
   * @param layout how each shards the model
   * @param workers their number
   * @param batch sequences of one rank at most
   */
  public record Pool(RequestedLayout layout, int workers, int batch) {

    int gpus() {
      return workers * layout.gpus();
    }

    @Override
    public String toString() {
      return workers + "x(" + MeasuredPoint.text(layout) + ")";
    }
  }

  /**
   * What was served.
   *
   * @param isl nominal input tokens
   * @param osl nominal output tokens
   * @param concurrency clients that send one request after the other
   * @param fixedLengths whether every request has the nominal lengths
   */
  public record Load(int isl, int osl, int concurrency, boolean fixedLengths) {

    /** Nominal lengths of a request. */
    RequestShape nominal() {
      return new RequestShape(isl, osl, 0);
    }
  }

  /**
   * Mean latencies over a run, milliseconds.
   *
   * @param ttftMs time to first token
   * @param tpotMs time per output token after the first
   */
  public record Latency(double ttftMs, double tpotMs) {}

  /** Key of the point. */
  public String id() {
    return row.id();
  }

  /** Devices of the whole deployment. */
  public int gpus() {
    return deployed.pools.gpus();
  }

  /** Model, system and engine: what is left out together when constants are fitted. */
  public String group() {
    return deployed.engine + " " + deployed.model + " " + deployed.system;
  }

  /** Sizes that differ from one, such as {@code tp4 dp2 ep8}. */
  private static String text(RequestedLayout layout) {
    StringBuilder text = new StringBuilder("tp" + layout.tp());
    append(text, "pp", layout.pp());
    append(text, "dp", layout.dp());
    append(text, "moe_tp", layout.moeTp().orElse(1));
    append(text, "ep", layout.moeEp().orElse(1));
    return text.toString();
  }

  private static void append(StringBuilder text, String name, int size) {
    if (size > 1) {
      text.append(' ').append(name).append(size);
    }
  }
}

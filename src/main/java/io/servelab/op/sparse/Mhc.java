package io.servelab.op.sparse;

import io.servelab.hardware.Gpu;
import io.servelab.model.GemmQuant;
import io.servelab.model.HyperConnections;
import io.servelab.op.Bound;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.op.TokenShare;
import io.servelab.perf.PerfDatabase;
import java.util.List;

/**
 * Mixing of residual streams before and after a block, manifold-constrained hyper-connections.
 *
 * <p>Table {@code mhc_module}, one curve over tokens for each side, stream count and hidden size.
 * Roofline with {@code s} streams of {@code h} elements: before the block {@code s(s + 2)} mixing
 * weights for each token from {@code sh} elements, their normalisation and the mix; after it the
 * mix alone. Against that the bytes of mixing matrix, streams and mixing weights.
 *
 * @param side which side of the block
 * @param connections streams and how they are mixed
 * @param hidden hidden size of the model
 * @param quant number format of the mixing weights
 * @param share tokens of the call
 */
public record Mhc(
    Side side, HyperConnections connections, int hidden, GemmQuant quant, TokenShare share)
    implements Operation {

  private static final int MIX_BYTES = 4;

  /** Sides of a block. */
  public enum Side {
    PRE("pre"),
    POST("post"),
    BOTH("both");

    private final String id;

    Side(String id) {
      this.id = id;
    }

    /** Name in tables and requests. */
    public String id() {
      return id;
    }

    /** The sides that were measured one by one. */
    List<Side> measured() {
      return this == BOTH ? List.of(PRE, POST) : List.of(this);
    }
  }

  /** On all tokens, with 16-bit mixing weights. */
  public static Mhc of(Side side, HyperConnections connections, int hidden) {
    return new Mhc(side, connections, hidden, GemmQuant.BFLOAT16, TokenShare.WHOLE);
  }

  /** Both sides carry the weights of the pair, as the reference release counts them. */
  @Override
  public double weightBytes() {
    return mixingElements() * 2 * quant.bytesPerElement();
  }

  @Override
  public OperationTimer bind(PerfDatabase database) {
    return new MhcTimer(this, database);
  }

  Mhc on(Side other) {
    return new Mhc(other, connections, hidden, quant, share);
  }

  private double width() {
    return (double) connections.streams() * hidden;
  }

  private double mixingElements() {
    double streams = connections.streams();
    double mixes = (2 + streams) * streams;
    return mixes * width() + mixes + 3;
  }

  /** Roofline of this side over {@code tokens} tokens. */
  Bound bound(PerfDatabase database, double tokens) {
    Gpu gpu = database.system().gpu();
    double streams = connections.streams();
    double mixes = (2 + streams) * streams;
    double pre =
        2
            * (2 * tokens * width() * mixes
                + 3 * tokens * width()
                + tokens * (streams * streams + 2 * streams) * connections.sinkhornIterations()
                + 2 * tokens * streams * hidden);
    double post = 2 * (2 * tokens * streams * streams * hidden + 2 * tokens * streams * hidden);
    double flops =
        switch (side) {
          case PRE -> pre;
          case POST -> post;
          case BOTH -> pre + post;
        };
    double passes = side == Side.BOTH ? 3 : 2;
    double maps = side == Side.POST ? 0 : 2 * tokens * mixes * MIX_BYTES;
    double bytes = weightBytes() + 2 * tokens * width() * quant.bytesPerElement() * passes + maps;
    return Bound.of(
        flops / gpu.flops(quant.mathType()) * 1000, bytes / gpu.memoryBandwidthBytesPerS() * 1000);
  }
}

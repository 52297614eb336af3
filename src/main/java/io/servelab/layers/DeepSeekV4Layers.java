package io.servelab.layers;

import io.servelab.hardware.ServingEngine;
import io.servelab.model.DeepSeekV4Details;
import io.servelab.model.GemmQuant;
import io.servelab.model.QuantModes;
import io.servelab.op.LayerOp.Role;
import io.servelab.op.Operation;
import io.servelab.op.TokenShare;
import io.servelab.op.sparse.BlockFormats;
import io.servelab.op.sparse.Dsv4Block;
import io.servelab.op.sparse.Dsv4Context;
import io.servelab.op.sparse.Dsv4Generation;
import io.servelab.op.sparse.Dsv4Heads;
import io.servelab.op.sparse.Dsv4Kind;
import io.servelab.op.sparse.Dsv4Sizes;
import io.servelab.op.sparse.Mhc;
import java.util.List;

/** Compressed attention of two kinds between mixed residual streams, and experts: DeepSeek-V4. */
final class DeepSeekV4Layers implements FamilyLayers {

  /** Compression ratio of layers whose entries an indexer picks. */
  private static final int INDEXED_RATIO = 4;

  private static final int STATE_BYTES = 4;
  private static final double INDEX_KEY_BYTES = 0.5;

  @Override
  public void build(PassBuilder pass) {
    LayerPlan plan = pass.plan();
    DeepSeekV4Details details = plan.model().details(DeepSeekV4Details.class);
    int layers = plan.layers();
    int vocabulary = plan.model().shape().vocabSize();
    pass.embedding(vocabulary)
        .add("mhc_pre", layers, mix(pass, details, Mhc.Side.PRE))
        .elementWise("attn_norm", layers, plan.hidden(), plan.hidden());
    details.compressRatios().stream()
        .map(Dsv4Kind::ofRatio)
        .distinct()
        .forEach(kind -> attention(pass, details, kind));
    pass.add("mhc_post", layers, mix(pass, details, Mhc.Side.POST))
        .elementWise("ffn_norm", layers, plan.hidden(), plan.hidden());
    DeepSeekLayers.feedForward(pass, layers, plan.parallel().tp(), DecodeExchange.GATHERED);
    pass.logits(vocabulary / plan.parallel().tp()).p2p(TokenShare.WHOLE);
  }

  @Override
  public String prefillTable(ServingEngine engine) {
    return "dsv4_hca_context_module";
  }

  @Override
  public boolean choosesAttentionKernel(LayerPlan plan) {
    return false;
  }

  /**
   * Latest tokens in full, older ones folded into entries beside a state of the folding; where an
   * indexer picks entries, its keys and its own state as well.
   */
  @Override
  public KvCache kvCache(LayerPlan plan) {
    DeepSeekV4Details details = plan.model().details(DeepSeekV4Details.class);
    List<LayerCache> caches =
        details.compressRatios().stream().map(ratio -> LayerCache.of(plan, ratio)).toList();
    return KvCache.growing(
        tokens -> caches.stream().mapToDouble(cache -> cache.bytes(tokens)).sum(),
        plan.model().shape().contextLength());
  }

  private record LayerCache(
      int window, int ratio, double entryBytes, double stateBytes, double indexBytes) {

    static LayerCache of(LayerPlan plan, int ratio) {
      DeepSeekV4Details details = plan.model().details(DeepSeekV4Details.class);
      double headDim = plan.model().attention().headDim();
      double indexDim = details.indexer().headDim();
      boolean indexed = ratio == INDEXED_RATIO;
      int sides = indexed ? 2 : 1;
      double state = 2 * ratio * sides * headDim * STATE_BYTES;
      double indexState = indexed ? 2 * ratio * sides * indexDim * STATE_BYTES : 0;
      return new LayerCache(
          details.slidingWindow(),
          ratio,
          headDim * plan.quant().modes().kv().bytesPerElement(),
          state + indexState,
          indexed ? indexDim * INDEX_KEY_BYTES : 0);
    }

    double bytes(long tokens) {
      double latest = Math.min(tokens, window) * entryBytes;
      return ratio == 0 ? latest : latest + tokens / ratio * (entryBytes + indexBytes) + stateBytes;
    }
  }

  private static Mhc mix(PassBuilder pass, DeepSeekV4Details details, Mhc.Side side) {
    return new Mhc(
        side,
        details.hyperConnections(),
        (int) pass.plan().hidden(),
        GemmQuant.BFLOAT16,
        pass.share());
  }

  private static void attention(PassBuilder pass, DeepSeekV4Details details, Dsv4Kind kind) {
    LayerPlan plan = pass.plan();
    QuantModes modes = plan.quant().modes();
    int headDim = plan.model().attention().headDim();
    BlockFormats formats = new BlockFormats(modes.fmha(), modes.kv(), modes.gemm());
    Dsv4Block block =
        new Dsv4Block(
            kind,
            Dsv4Sizes.of((int) plan.hidden(), headDim, details),
            Dsv4Heads.split(
                plan.model().attention().heads(), details.output().groups(), plan.parallel().tp()),
            pass.isPrefill() ? formats : formats.decoding());
    long count =
        details.compressRatios().stream().filter(ratio -> Dsv4Kind.ofRatio(ratio) == kind).count();
    Operation operation =
        pass.isPrefill() ? new Dsv4Context(block, plan.parallel().cp()) : new Dsv4Generation(block);
    pass.add("attention", count, Role.ATTENTION, operation);
  }
}

package io.servelab.model;

/** Counts the weights of attention, linear attention and Mamba layers of a whole model. */
final class AttentionParameters {

  private final ModelConfig model;
  private final long hidden;
  private final long layers;

  private AttentionParameters(ModelConfig model) {
    this.model = model;
    this.hidden = model.shape().hiddenSize();
    this.layers = model.shape().layers();
  }

  static long of(ModelConfig model) {
    return new AttentionParameters(model).count();
  }

  private long count() {
    FamilyDetails details = model.details();
    if (details instanceof MlaDetails mla) {
      return layers * latent(mla);
    }
    if (details instanceof DsaDetails dsa) {
      return layers * latent(dsa.mla()) + dsa.indexedLayers() * indexer(dsa);
    }
    if (details instanceof MsaDetails msa) {
      long index = hidden * (msa.indexer().heads() + 1) * msa.indexer().headDim();
      return layers * grouped() + model.experts().layers() * index;
    }
    if (details instanceof DeepSeekV4Details v4) {
      return v4.compressRatios().stream().mapToLong(ratio -> compressed(v4, ratio)).sum();
    }
    if (details instanceof KimiK3Details k3) {
      return k3.kdaLayers() * deltaRule(k3.kda())
          + (layers - k3.kdaLayers()) * (latent(k3.mla()) + outputGate(k3));
    }
    if (details instanceof NasDetails nas) {
      return nas.blocks().stream().mapToLong(this::searched).sum();
    }
    if (details instanceof NemotronHDetails nemotron) {
      return nemotron.attentionLayers() * grouped()
          + nemotron.mambaLayers() * mamba(nemotron.mamba());
    }
    if (details instanceof Qwen35Details qwen) {
      return qwen.linearLayers() * gatedDelta(qwen.linear())
          + qwen.fullLayers() * (grouped() + queryGate());
    }
    return hybrid(details);
  }

  private long hybrid(FamilyDetails details) {
    if (details instanceof HybridMoeDetails mix) {
      return mixed(mix.attention());
    }
    if (details instanceof Step3p7Details step) {
      return mixed(step.attention());
    }
    if (details instanceof Gemma4Details gemma) {
      HeadShape global = gemma.attention().global();
      long reused = gemma.keyIsValue() ? hidden * global.kvHeads() * global.vHeadDim() : 0;
      return mixed(gemma.attention()) - gemma.attention().layers().global() * reused;
    }
    return layers * grouped();
  }

  private long grouped() {
    AttentionShape shape = model.attention();
    return heads(new HeadShape(shape.heads(), shape.kvHeads(), shape.headDim(), shape.headDim()));
  }

  private long heads(HeadShape shape) {
    long queries = (long) shape.heads() * shape.headDim();
    long keysAndValues = (long) shape.kvHeads() * (shape.headDim() + shape.vHeadDim());
    return hidden * (queries + keysAndValues + (long) shape.heads() * shape.vHeadDim());
  }

  private long mixed(HybridAttention attention) {
    return attention.layers().global() * heads(attention.global())
        + attention.layers().sliding() * heads(attention.sliding());
  }

  private long queryGate() {
    return hidden * model.attention().heads() * model.attention().headDim();
  }

  private long latent(MlaDetails mla) {
    long heads = model.attention().heads();
    long queryDim = heads * (mla.nopeHeadDim() + mla.ropeHeadDim());
    long query = mla.qLoraRank() > 0 ? mla.qLoraRank() * (hidden + queryDim) : hidden * queryDim;
    return query
        + hidden * mla.cachedElements()
        + mla.kvLoraRank() * heads * (mla.nopeHeadDim() + mla.vHeadDim())
        + heads * mla.vHeadDim() * hidden;
  }

  private long indexer(DsaDetails dsa) {
    SparseIndexer indexer = dsa.indexer();
    return (long) dsa.mla().qLoraRank() * indexer.heads() * indexer.headDim()
        + hidden * (indexer.headDim() + indexer.heads());
  }

  private long compressed(DeepSeekV4Details v4, int ratio) {
    long headDim = model.attention().headDim();
    long queries = model.attention().heads() * headDim;
    long output = v4.output().loraRank() * (queries + v4.output().groups() * hidden);
    long base = v4.qLoraRank() * (hidden + queries) + hidden * headDim + output;
    if (ratio == 0) {
      return base;
    }
    // At ratio 4 windows overlap, so keys and values are compressed twice, and an indexer picks.
    if (ratio != 4) {
      return base + 2 * hidden * headDim;
    }
    SparseIndexer indexer = v4.indexer();
    long index =
        (long) v4.qLoraRank() * indexer.heads() * indexer.headDim()
            + hidden * (indexer.heads() + 4L * indexer.headDim());
    return base + 4 * hidden * headDim + index;
  }

  private long deltaRule(LinearAttention kda) {
    long width = (long) kda.valueHeads() * kda.valueHeadDim();
    return 5 * hidden * width
        + hidden * (kda.valueHeads() + kda.valueHeadDim())
        + width * kda.valueHeadDim();
  }

  private long outputGate(KimiK3Details k3) {
    return k3.outputGate() ? hidden * model.attention().heads() * k3.mla().vHeadDim() : 0;
  }

  private long gatedDelta(LinearAttention linear) {
    long values = (long) linear.valueHeads() * linear.valueHeadDim();
    long keys = (long) linear.keyHeads() * linear.keyHeadDim();
    return hidden * (2 * keys + 3 * values + 2L * linear.valueHeads())
        + (long) linear.convChannels() * linear.convKernel();
  }

  private long mamba(MambaShape mamba) {
    long inner = mamba.innerSize();
    long maps = 2L * mamba.groups() * mamba.stateSize();
    return hidden * (3 * inner + maps + mamba.heads()) + (inner + maps) * mamba.convKernel();
  }

  private long searched(NasBlock block) {
    if (!block.attention()) {
      return 0;
    }
    AttentionShape shape = model.attention();
    int kvHeads = shape.heads() / block.headsPerGroup();
    return block.count()
        * heads(new HeadShape(shape.heads(), kvHeads, shape.headDim(), shape.headDim()));
  }
}

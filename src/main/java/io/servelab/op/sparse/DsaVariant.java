package io.servelab.op.sparse;

import io.servelab.model.Architecture;
import io.servelab.model.MlaDetails;

/**
 * The two models whose sparse latent attention was measured. Their sizes belong to the
 * measurements: a checkpoint of the same architecture with other sizes is still looked up here.
 */
public enum DsaVariant {
  DEEPSEEK_V32(
      Architecture.DEEPSEEK_V32, 7168, new MlaDetails(1536, 512, 128, 64, 128), 64, "dsv32"),
  GLM5(Architecture.GLM_MOE_DSA, 6144, new MlaDetails(2048, 512, 192, 64, 256), 32, "glm5");

  private static final int INDEX_DIM = 128;

  private final Architecture architecture;
  private final int hidden;
  private final MlaDetails mla;
  private final int indexHeads;
  private final String tablePrefix;

  DsaVariant(
      Architecture architecture, int hidden, MlaDetails mla, int indexHeads, String tablePrefix) {
    this.architecture = architecture;
    this.hidden = hidden;
    this.mla = mla;
    this.indexHeads = indexHeads;
    this.tablePrefix = tablePrefix;
  }

  /** The variant of an architecture; those without measurements count as DeepSeek-V3.2. */
  public static DsaVariant of(Architecture architecture) {
    return architecture == GLM5.architecture ? GLM5 : DEEPSEEK_V32;
  }

  /** Name in tables keyed by architecture. */
  String id() {
    return architecture.id();
  }

  /** First part of the names of tables that measured parts of the block. */
  String tablePrefix() {
    return tablePrefix;
  }

  /** Hidden size of the model. */
  int hidden() {
    return hidden;
  }

  /** Sizes of the latent attention. */
  MlaDetails mla() {
    return mla;
  }

  /** Heads of the indexer; every rank computes all of them. */
  int indexHeads() {
    return indexHeads;
  }

  /** Width of an index head, elements. */
  int indexDim() {
    return INDEX_DIM;
  }
}

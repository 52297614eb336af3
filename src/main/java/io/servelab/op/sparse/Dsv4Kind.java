package io.servelab.op.sparse;

/** The two ways in which layers of DeepSeek-V4 compress their cache. */
public enum Dsv4Kind {
  /** Compressed sparse attention: four tokens fold into one entry, an indexer picks entries. */
  CSA("csa", 4),
  /** Heavily compressed attention: 128 tokens fold into one entry, all entries are read. */
  HCA("hca", 128);

  private final String id;
  private final int ratio;

  Dsv4Kind(String id, int ratio) {
    this.id = id;
    this.ratio = ratio;
  }

  /** The kind of layers with a compression ratio; those without compression are priced as HCA. */
  public static Dsv4Kind ofRatio(int ratio) {
    return ratio == CSA.ratio ? CSA : HCA;
  }

  /** Name in tables and requests. */
  public String id() {
    return id;
  }

  /** Tokens that fold into one cached entry. */
  int ratio() {
    return ratio;
  }

  /** Whether an indexer picks the entries that are read. */
  boolean indexed() {
    return this == CSA;
  }

  /** Name of the table of blocks over prompts. */
  String prefillTable() {
    return "dsv4_" + id + "_context_module";
  }

  /** Name of the table of blocks for one new token. */
  String decodeTable() {
    return "dsv4_" + id + "_generation_module";
  }
}

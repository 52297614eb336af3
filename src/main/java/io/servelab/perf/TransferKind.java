package io.servelab.perf;

/** Ways to carry measured utilisation over to something that was not measured. */
public enum TransferKind {
  /** From another shape in the same number format. */
  XSHAPE,
  /** From another number format with the same width and rate. */
  XQUANT,
  /** From a number format of another width or rate, rescaled. */
  XPROFILE,
  /** From another operator. */
  XOP;

  /** Name used in options and in the {@code provenance} column. */
  public String id() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}

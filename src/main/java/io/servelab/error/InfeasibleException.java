package io.servelab.error;

/** A valid question without a feasible answer: nothing fits in memory or meets the targets. */
public final class InfeasibleException extends ServeLabException {

  private static final long serialVersionUID = 1L;

  /** Why nothing is feasible. */
  public enum Reason {
    /** One fixed deployment does not fit in device memory. */
    OUT_OF_MEMORY("RuntimeError"),
    /** In a search, no layout holds the model. */
    INSUFFICIENT_MEMORY("InsufficientMemoryError"),
    /** In a search, layouts hold the model but never the KV cache of their requests. */
    KV_CACHE_CAPACITY("KVCacheCapacityError"),
    /** In a search, every layout that would hold the model is refused. */
    NO_LAYOUT("RuntimeError"),
    /** In a search, no layout that holds the model can be priced. */
    NOT_MEASURED("NoFeasibleConfigError"),
    /** In a search, layouts run but none meets the targets. */
    TARGETS("NoFeasibleConfigError");

    private final String code;

    Reason(String code) {
      this.code = code;
    }
  }

  private final Reason reason;

  /**
   * Creates the error.
   *
   * @param reason why nothing is feasible
   * @param message what was tried, with the tightest constraint and the knob to turn
   */
  public InfeasibleException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Why nothing is feasible. */
  public Reason reason() {
    return reason;
  }

  @Override
  public String code() {
    return reason.code;
  }
}

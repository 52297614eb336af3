package io.servelab.bulk;

import io.servelab.error.ServeLabException;
import java.util.function.Supplier;

/**
 * A request that cannot be searched, with the kind of error under which result files report it.
 *
 * <p>Stays inside this package: it becomes one line of an answer file, or one for each kind of
 * deployment.
 */
final class SearchRefusal extends RuntimeException {

  /** Kind of error where a key is unknown or missing. */
  static final String WRONG_KEYS = "TypeError";

  /** Kind of error where there are no measurements to open. */
  static final String NO_DATABASE = "SystemExit";

  /** Kind of error where there are too few GPUs for the one kind of deployment asked for. */
  static final String NO_POOLS = "SystemExit";

  /** Kind of error where no worker can serve requests of this shape. */
  static final String NO_SHAPE = "RuntimeError";

  /** Kind of error where a data mode does not exist. */
  static final String NO_MODE = "KeyError";

  /** Kind of error where a kind of transfer does not exist. */
  static final String NO_TRANSFER = "ValueError";

  /** Kind of error where encoders cannot be separate. */
  static final String NO_ENCODER = "ValueError";

  private static final long serialVersionUID = 1L;

  private final String code;
  private final boolean everywhere;

  private SearchRefusal(String code, boolean everywhere, ServeLabException cause) {
    super(OperatorQueries.oneLine(cause.getMessage()), cause);
    this.code = code;
    this.everywhere = everywhere;
  }

  /** What a step gives, or the whole request refused. */
  static <T> T orRefuse(String code, Supplier<T> step) {
    return orRefuse(code, false, step);
  }

  /** What a step gives, or each kind of deployment refused. */
  static <T> T orRefuseEverywhere(String code, Supplier<T> step) {
    return orRefuse(code, true, step);
  }

  private static <T> T orRefuse(String code, boolean everywhere, Supplier<T> step) {
    try {
      return step.get();
    } catch (ServeLabException cause) {
      throw new SearchRefusal(code, everywhere, cause);
    }
  }

  /** Stable name of the kind of error. */
  String code() {
    return code;
  }

  /** Whether each kind of deployment is refused on its own. */
  boolean everywhere() {
    return everywhere;
  }
}

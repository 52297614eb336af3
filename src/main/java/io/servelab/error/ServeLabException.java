package io.servelab.error;

/**
 * Root of every error that ServeLab raises on purpose.
 *
 * <p>The message says what failed with its value, why, and, on its last line, what to try. {@link
 * #code()} is the stable name that machine-facing outputs carry in their {@code error} column.
 */
public abstract sealed class ServeLabException extends RuntimeException
    permits UnknownNameException, InvalidValueException, NoDataException, InfeasibleException {

  private static final long serialVersionUID = 1L;

  ServeLabException(String message) {
    super(message);
  }

  /** Stable class name for machine-facing outputs, as the reference release spells it. */
  public abstract String code();
}

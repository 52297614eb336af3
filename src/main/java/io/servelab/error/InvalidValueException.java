package io.servelab.error;

/** A value of the right kind that cannot be used: out of range, contradictory or malformed. */
public final class InvalidValueException extends ServeLabException {

  private static final long serialVersionUID = 1L;

  private final String code;

  private InvalidValueException(String code, String message) {
    super(message);
    this.code = code;
  }

  /**
   * Describes an invalid value.
   *
   * @param what the name of the value, such as "osl"
   * @param value the value that was given
   * @param reason why it cannot be used and what would be accepted
   */
  public static InvalidValueException of(String what, Object value, String reason) {
    return because("Invalid " + what + " = " + value + ": " + reason);
  }

  /**
   * Describes values that do not go together.
   *
   * @param message the whole message
   */
  public static InvalidValueException because(String message) {
    return new InvalidValueException("ValueError", message);
  }

  /**
   * Describes a model that cannot be sharded as asked.
   *
   * @param message the whole message
   */
  public static InvalidValueException sharding(String message) {
    return new InvalidValueException("AssertionError", message);
  }

  /**
   * Describes an attention backend that the engine or its measurements lack.
   *
   * @param message the whole message
   */
  public static InvalidValueException attentionBackend(String message) {
    return new InvalidValueException("UnsupportedAttentionBackendError", message);
  }

  @Override
  public String code() {
    return code;
  }
}

package io.servelab.error;

import java.util.function.Supplier;

/**
 * Nothing measured, or nothing that may be derived from measurements, answers a query.
 *
 * <p>Searches meet this error thousands of times and only count it, so it carries no stack trace.
 */
public final class NoDataException extends ServeLabException {

  private static final long serialVersionUID = 1L;

  /** What is missing. */
  public enum Missing {
    /** No measured row answers; an estimating data mode may still. */
    MEASUREMENT("PerfDataNotAvailableError"),
    /** Not even an estimate can be derived. */
    ESTIMATE("EmpiricalNotImplementedError"),
    /** The operator has no roofline. */
    ROOFLINE("SolNotImplementedError"),
    /** The system description lacks the arithmetic rate of a data type. */
    FLOPS("MissingSystemFlopsError");

    private final String code;

    Missing(String code) {
      this.code = code;
    }
  }

  private final Missing missing;
  private final transient Supplier<String> words;

  private NoDataException(Missing missing, String message) {
    super(message);
    this.missing = missing;
    this.words = () -> message;
  }

  private NoDataException(Missing missing, Supplier<String> words) {
    super("");
    this.missing = missing;
    this.words = words;
  }

  /** No measured row answers; says which table and what it holds. */
  public static NoDataException measurement(String message) {
    return new NoDataException(Missing.MEASUREMENT, message);
  }

  /**
   * No measured row answers.
   *
   * @param message which table and what it holds; put into words when somebody reads it
   */
  public static NoDataException measurement(Supplier<String> message) {
    return new NoDataException(Missing.MEASUREMENT, message);
  }

  /** No estimate can be derived from what is measured. */
  public static NoDataException estimate(String message) {
    return new NoDataException(Missing.ESTIMATE, message);
  }

  /**
   * No estimate can be derived from what is measured.
   *
   * @param message what was asked; put into words when somebody reads it
   */
  public static NoDataException estimate(Supplier<String> message) {
    return new NoDataException(Missing.ESTIMATE, message);
  }

  /** The operator has no roofline. */
  public static NoDataException roofline(String message) {
    return new NoDataException(Missing.ROOFLINE, message);
  }

  /** The system lacks the arithmetic rate of a data type. */
  public static NoDataException flops(String message) {
    return new NoDataException(Missing.FLOPS, message);
  }

  /** What is missing; only {@link Missing#MEASUREMENT} may be answered by an estimate instead. */
  public Missing missing() {
    return missing;
  }

  @Override
  public String getMessage() {
    return words.get();
  }

  @Override
  public String code() {
    return missing.code;
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}

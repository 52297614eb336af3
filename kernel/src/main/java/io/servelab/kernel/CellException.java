package io.servelab.kernel;

/**
 * Ends the evaluation of a cell; carries the report to show. Its cause is what the cell itself
 * threw, if it threw.
 */
final class CellException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ErrorReport report;

  CellException(ErrorReport report) {
    this(report, null);
  }

  CellException(ErrorReport report, Throwable cause) {
    super(report.message(), cause);
    this.report = report;
  }

  ErrorReport report() {
    return report;
  }
}

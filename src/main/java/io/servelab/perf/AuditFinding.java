package io.servelab.perf;

/**
 * How one part of a table stands one check.
 *
 * @param table the table, such as {@code gemm}
 * @param part the part of it, such as a number format
 * @param check what was looked at
 * @param verdict what follows
 * @param looked rows or curves that were looked at
 * @param failing how many of them fail
 * @param found the number that was found, in the unit of the check; NaN where there is none
 * @param limit the number that separates good from bad; NaN where there is none
 * @param replacement what answers instead; empty where the rows themselves do
 */
public record AuditFinding(
    String table,
    String part,
    AuditCheck check,
    AuditVerdict verdict,
    int looked,
    int failing,
    double found,
    double limit,
    String replacement) {

  /**
   * How rows compare with the roofline, to which those that are faster are raised.
   *
   * @param rows rows that were looked at
   * @param tooFast rows that are faster
   * @param fastest fastest row, relative to the roofline
   */
  public static AuditFinding roofline(
      String table, String part, int rows, int tooFast, double fastest) {
    return new AuditFinding(
        table,
        part,
        AuditCheck.ROOFLINE,
        tooFast == 0 ? AuditVerdict.TRUSTED : AuditVerdict.RAISED,
        rows,
        tooFast,
        rows == 0 ? Double.NaN : fastest,
        1,
        tooFast == 0 ? "" : "roofline");
  }

  /** Whether the rows stand the check. */
  public boolean passes() {
    return failing == 0;
  }
}

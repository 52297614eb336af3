package io.servelab.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.servelab.error.NoDataException;
import io.servelab.hardware.DataHome;
import io.servelab.hardware.ServingEngine;
import io.servelab.perf.DataMode;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.Source;
import io.servelab.perf.TransferPolicy;
import java.util.Optional;

/**
 * A shipped database with assertions on what operations answer over it.
 *
 * @param database the database
 */
public record AskedDatabase(PerfDatabase database) {

  /** Full-precision answers are compared up to rounding. */
  private static final double RELATIVE = 1e-12;

  /** The current version of an engine on a system. */
  public static AskedDatabase of(String system, ServingEngine engine) {
    return new AskedDatabase(
        PerfDatabase.open(DataHome.locate(Optional.empty()), system, engine, "current"));
  }

  /** The same under another data mode. */
  public AskedDatabase in(DataMode mode) {
    return new AskedDatabase(database.withMode(mode));
  }

  /** The same with other transfers allowed. */
  public AskedDatabase allowing(String policy) {
    return new AskedDatabase(database.withTransfers(TransferPolicy.parse(policy)));
  }

  /** Time of one call. */
  public OpTime ask(Operation operation, OpShape shape) {
    return operation.bind(database).time(shape);
  }

  /** Asserts time, in milliseconds, and source of one call. */
  public void answers(double latencyMs, Source source, Operation operation, OpShape shape) {
    OpTime time = ask(operation, shape);
    assertEquals(latencyMs, time.latencyMs(), RELATIVE * latencyMs);
    assertEquals(source, time.source());
  }

  /** Asserts that one call cannot be answered. */
  public void lacks(NoDataException.Missing missing, Operation operation, OpShape shape) {
    NoDataException refusal = assertThrows(NoDataException.class, () -> ask(operation, shape));
    assertEquals(missing, refusal.missing());
  }
}

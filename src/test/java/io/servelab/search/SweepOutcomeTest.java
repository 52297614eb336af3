package io.servelab.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.InfeasibleException;
import io.servelab.error.InfeasibleException.Reason;
import io.servelab.error.InvalidValueException;
import io.servelab.error.NoDataException;
import io.servelab.error.ServeLabException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Why a search found nothing: section 3.5 of the search specification. */
class SweepOutcomeTest {

  private final NoDataException unmeasured = NoDataException.measurement("gemm: no rows");
  private final NoDataException rateless = NoDataException.flops("fp8 has no rate");

  private static final SweepOutcome<String> TOO_LARGE =
      SweepOutcome.visited(List.of(), false, false, Optional.empty());
  private static final SweepOutcome<String> NO_CACHE =
      SweepOutcome.visited(List.of(), true, false, Optional.empty());
  private static final SweepOutcome<String> SLOW =
      SweepOutcome.visited(List.of(), true, true, Optional.empty());
  private final SweepOutcome<String> silent =
      SweepOutcome.visited(List.of(), true, false, Optional.of(unmeasured));

  private static SweepOutcome<String> refused(ServeLabException refusal) {
    return SweepOutcome.refused(refusal);
  }

  private static ServeLabException failure(List<SweepOutcome<String>> outcomes) {
    return SweepOutcome.failure("A worker", outcomes);
  }

  private static void assertReason(Reason reason, String words, ServeLabException failure) {
    assertEquals(reason, ((InfeasibleException) failure).reason());
    assertTrue(failure.getMessage().startsWith("A worker"), failure.getMessage());
    assertTrue(failure.getMessage().contains(words), failure.getMessage());
  }

  @Test
  void aLayoutThatRunsMissesOnlyTheTargets() {
    assertReason(Reason.TARGETS, "relax", failure(List.of(TOO_LARGE, SLOW, silent)));
  }

  @Test
  void withoutRoomForWeightsMoreMemoryIsNeeded() {
    assertReason(
        Reason.INSUFFICIENT_MEMORY, "fits in no layout", failure(List.of(TOO_LARGE, TOO_LARGE)));
  }

  @Test
  void weightsWithoutRoomForRequestsAreToldFromWeightsWithoutRoom() {
    assertReason(Reason.KV_CACHE_CAPACITY, "KV cache", failure(List.of(TOO_LARGE, NO_CACHE)));
  }

  @Test
  void aMissingMeasurementComesBeforeMemory() {
    assertReason(
        Reason.NOT_MEASURED, "gemm: no rows", failure(List.of(TOO_LARGE, NO_CACHE, silent)));
  }

  @Test
  void ofLayoutsThatAreRefusedTheLastOneIsTold() {
    assertReason(
        Reason.NO_LAYOUT,
        "second",
        failure(
            List.of(
                refused(InvalidValueException.because("first")),
                silent,
                refused(InvalidValueException.because("second")),
                NO_CACHE)));
  }

  @Test
  void aLayoutThatNoTableKnowsIsRefusedToo() {
    assertReason(Reason.NO_LAYOUT, "gemm: no rows", failure(List.of(refused(unmeasured))));
  }

  @Test
  void aRateThatTheSystemLacksIsToldAsItIs() {
    assertSame(rateless, failure(List.of(refused(rateless), refused(rateless))));
    assertSame(
        rateless,
        failure(List.of(SweepOutcome.visited(List.of(), false, false, Optional.of(rateless)))));
    assertReason(
        Reason.NO_LAYOUT,
        "first",
        failure(List.of(refused(InvalidValueException.because("first")), refused(rateless))));
  }
}

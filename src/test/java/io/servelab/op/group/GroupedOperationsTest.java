package io.servelab.op.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.servelab.error.NoDataException;
import io.servelab.hardware.DataHome;
import io.servelab.hardware.ServingEngine;
import io.servelab.op.LayerOp;
import io.servelab.op.MeasuredTimer;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.perf.DataMode;
import io.servelab.perf.Evidence;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.Source;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What operations made of others make of the times of their parts. */
class GroupedOperationsTest {

  private static final PerfDatabase DATABASE =
      PerfDatabase.open(
          DataHome.locate(Optional.empty()), "h200_sxm", ServingEngine.TRTLLM, "current");
  private static final OpShape PASS = OpShape.decode(4, 100);

  @Test
  void overlapTakesTheLongerBranchAndTheEnergyAndWeightsOfBoth() {
    Overlap overlap =
        new Overlap(
            List.of(fixed(1, 2, Source.SILICON, 100), fixed(2, 3, Source.SILICON, 10)),
            List.of(fixed(2.5, 7, Source.EMPIRICAL, 1000)));
    OpTime time = overlap.bind(DATABASE).time(PASS);
    assertEquals(new OpTime(3, 12, Source.MIXED, Evidence.MEASURED), time);
    assertEquals(1110, overlap.weightBytes());
  }

  @Test
  void emptyBranchLeavesTheOtherAsItIs() {
    Overlap overlap = new Overlap(List.of(), List.of(fixed(2, 3, Source.SILICON, 0)));
    assertEquals(Source.SILICON, overlap.bind(DATABASE).time(PASS).source());
  }

  @Test
  void measuredBlockAnswersBeforeItsParts() {
    Fallback block =
        new Fallback(fixed(1, 0, Source.SILICON, 50), List.of(fixed(9, 0, Source.SILICON, 40)));
    assertEquals(1, block.bind(DATABASE).time(PASS).latencyMs());
    assertEquals(50, block.weightBytes());
  }

  @Test
  void partsStandInForAnUnmeasuredBlockBeforeAnyEstimateOfIt() {
    Fallback block =
        new Fallback(
            once(new Unmeasured()),
            List.of(fixed(4, 0, Source.SILICON, 40), fixed(5, 0, Source.SILICON, 2)));
    for (DataMode mode : List.of(DataMode.SILICON, DataMode.HYBRID)) {
      OpTime time = block.bind(DATABASE.withMode(mode)).time(PASS);
      assertEquals(new OpTime(9, 0, Source.SILICON, Evidence.MEASURED), time);
    }
    assertEquals(7, block.bind(DATABASE.withMode(DataMode.EMPIRICAL)).time(PASS).latencyMs());
    assertEquals(42, block.weightBytes());
  }

  @Test
  void partsThatAreMissingTooAreMissing() {
    Fallback block = new Fallback(once(new Unmeasured()), List.of(once(new Unmeasured())));
    assertThrows(NoDataException.class, () -> block.bind(DATABASE).time(PASS));
  }

  private static LayerOp fixed(double latencyMs, double energyWms, Source source, double bytes) {
    OpTime time = new OpTime(latencyMs, energyWms, source, Evidence.MEASURED);
    return once(new Fixed(time, bytes));
  }

  private static LayerOp once(Operation operation) {
    return LayerOp.tokens("part", 1, operation);
  }

  /** Always takes the same time. */
  private record Fixed(OpTime time, double weightBytes) implements Operation {
    @Override
    public OperationTimer bind(PerfDatabase database) {
      return shape -> time;
    }
  }

  /** Has no rows, but an estimate of 7 ms. */
  private record Unmeasured() implements Operation {
    @Override
    public OperationTimer bind(PerfDatabase database) {
      return new MeasuredTimer() {
        @Override
        public PerfDatabase database() {
          return database;
        }

        @Override
        public OpTime measured(OpShape shape) {
          throw NoDataException.measurement("no rows");
        }

        @Override
        public OpTime estimated(OpShape shape) {
          return OpTime.estimated(7, Evidence.UTILISATION);
        }

        @Override
        public OpTime roofline(OpShape shape) {
          return OpTime.roofline(1);
        }
      };
    }
  }
}

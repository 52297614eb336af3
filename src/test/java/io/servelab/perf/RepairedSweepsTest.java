package io.servelab.perf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class RepairedSweepsTest {

  @Test
  void aPointThatTakesLongerThanMoreWorkIsLoweredToIt() {
    Grid repaired = MonotoneSweep.of(grid(1, 9, 3, 2, 4));
    assertArrayEquals(new double[] {1, 2, 2, 2, 4}, repaired.latenciesMs);
  }

  @Test
  void aSweepThatGrowsIsTheSameObject() {
    Grid sweep = grid(1, 2, 2, 4);
    assertSame(sweep, MonotoneSweep.of(sweep));
    assertSame(sweep, RaisedSweep.of(sweep, point -> 0.5));
  }

  @Test
  void ofSeveralAxesTheLastIsTheSweep() {
    GridBuilder builder = new GridBuilder(2);
    builder.add(5, 0, 1, 1);
    builder.add(3, 0, 1, 2);
    builder.add(1, 0, 2, 1);
    builder.add(2, 0, 2, 2);
    Grid repaired = MonotoneSweep.of(builder.build());
    assertArrayEquals(new double[] {3, 3}, repaired.branches[0].latenciesMs);
    assertArrayEquals(new double[] {1, 2}, repaired.branches[1].latenciesMs);
  }

  @Test
  void aPointFasterThanTheHardwareIsRaisedToTheRoofline() {
    Grid repaired = RaisedSweep.of(grid(1, 1, 9), point -> 2 * point[0]);
    assertArrayEquals(new double[] {2, 4, 9}, repaired.latenciesMs);
  }

  @Test
  void fallsWithinNoiseDoNotCount() {
    Falls falls = new Falls();
    falls.add(1.04, 1.0, 5.0, 2.0);
    AuditFinding finding = falls.finding("moe", "fp8", AuditVerdict.LEVELLED);
    assertEquals(1, finding.failing());
    assertEquals(4, finding.looked());
    assertEquals(2.5, finding.found());
    assertFalse(finding.passes());
  }

  @Test
  void aFloorTwiceThatOfTheOthersFailsAndSoDoesASteepSlope() {
    List<TableHealth> others = List.of(new TableHealth(0.004, 1.2), new TableHealth(0.006, 1.4));
    assertTrue(TableAdmission.judge(new TableHealth(0.010, 2.5), others).admitted());
    TableAdmission slow = TableAdmission.judge(new TableHealth(0.0101, 1), others);
    assertFalse(slow.floorPasses());
    assertTrue(slow.slopePasses());
    TableAdmission steep = TableAdmission.judge(new TableHealth(0.004, 2.6), others);
    assertTrue(steep.floorPasses());
    assertFalse(steep.slopePasses());
    assertTrue(TableAdmission.judge(new TableHealth(1, 9), List.of()).admitted());
  }

  private static Grid grid(double... latenciesMs) {
    GridBuilder builder = new GridBuilder(1);
    for (int index = 0; index < latenciesMs.length; index++) {
      builder.add(latenciesMs[index], 0, index + 1);
    }
    return builder.build();
  }
}

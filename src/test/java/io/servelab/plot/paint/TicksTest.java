package io.servelab.plot.paint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class TicksTest {

  private static final Settings SILENT = new Settings(JsonNodeFactory.instance.objectNode());

  @Test
  void linearTicksAreRound() {
    assertEquals(List.of("0", "50", "100", "150"), labels(Ticks.linear(0, 168, 5)));
    assertEquals(List.of("0.10", "0.15", "0.20"), labels(Ticks.linear(0.1, 0.21, 3)));
    assertEquals(List.of("−2", "0", "2"), labels(Ticks.linear(-3, 3, 3)));
  }

  @Test
  void thousandsHaveASuffix() {
    assertEquals(List.of("0", "10k", "20k"), labels(Ticks.linear(0, 25_000, 3)));
    assertEquals(List.of("0", "1M", "2M"), labels(Ticks.linear(0, 2_400_000, 3)));
  }

  @Test
  void logarithmicTicksAreDecadesOrTheirParts() {
    assertEquals(List.of("1", "10", "100", "1000", "10k"), labels(log(0, 4, 6)));
    assertEquals(List.of("1", "2", "5", "10"), labels(log(0, 1, 8)));
    assertEquals(List.of("0.001", "0.01", "0.1"), labels(log(-3, -0.9, 4)));
  }

  @Test
  void anAxisWithoutLengthHasOneTick() {
    assertEquals(1, Ticks.linear(3, 3, 5).size());
    assertEquals(List.of(), Ticks.linear(Double.NaN, 1, 5));
  }

  @Property
  void thereAreNeitherNoneNorTooManyTicks(
      @ForAll @DoubleRange(min = -1e12, max = 1e12) double low,
      @ForAll @DoubleRange(min = 0.01, max = 1e12) double span) {
    if (low + span > low + span / 2) {
      List<Tick> ticks = Ticks.linear(low, low + span, 8);
      assertTrue(ticks.size() >= 2 && ticks.size() <= 17, ticks.toString());
    }
  }

  private static List<Tick> log(double low, double high, int most) {
    return Ticks.of(new AxisScale(AxisKind.LOG, List.of(), low, high), SILENT, most);
  }

  private static List<String> labels(List<Tick> ticks) {
    return ticks.stream().map(Tick::label).toList();
  }
}

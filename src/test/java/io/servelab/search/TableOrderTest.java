package io.servelab.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Orders of equal rows: computed with numpy 2.4 on a machine with 512-bit vectors. */
class TableOrderTest {

  private static final double[] VALUES = {3, 1, 2, 3, 3, 1, 2, 2, 3, 1, 1, 2, 3, 3, 2, 1, 1, 2};

  private static List<Integer> rows(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  @Test
  void plainNumbersGoThroughTheNetwork() {
    assertEquals(
        List.of(0, 3, 12, 4, 8, 13, 17, 6, 7, 2, 11, 14, 1, 5, 9, 10, 15, 16),
        TableOrder.fallingNumbers(rows(VALUES.length), row -> VALUES[row]));
  }

  @Test
  void mixedColumnsGoThroughQuicksort() {
    assertEquals(
        List.of(0, 8, 3, 4, 13, 12, 14, 11, 17, 7, 6, 2, 1, 10, 5, 15, 16, 9),
        TableOrder.falling(rows(VALUES.length), row -> VALUES[row]));
  }

  @Test
  void longTablesArePartitionedFirst() {
    List<Integer> order = TableOrder.fallingNumbers(rows(300), row -> row * 7919 % 37);
    assertEquals(
        List.of(295, 147, 36, 258, 184, 221, 110, 73, 109, 294, 183, 72), order.subList(0, 12));
    long checksum =
        IntStream.range(0, 300).mapToLong(place -> (place + 1L) * order.get(place)).sum();
    assertEquals(6559623, checksum);
  }

  @Property
  void everyRowComesOnceAndNumbersFall(
      @ForAll @Size(max = 700) List<@IntRange(min = 0, max = 40) Integer> numbers) {
    List<Integer> expected = rows(numbers.size());
    List<List<Integer>> orders =
        List.of(
            TableOrder.falling(expected, numbers::get),
            TableOrder.fallingNumbers(expected, numbers::get));
    for (List<Integer> order : orders) {
      assertEquals(expected, order.stream().sorted().toList());
      List<Integer> values = order.stream().map(numbers::get).toList();
      assertEquals(values.stream().sorted((one, other) -> other - one).toList(), values);
    }
  }

  @Property
  void numbersRise(@ForAll @Size(max = 300) List<@IntRange(min = 0, max = 40) Integer> numbers) {
    List<Integer> expected = rows(numbers.size());
    for (List<Integer> order :
        List.of(
            TableOrder.rising(expected, numbers::get),
            TableOrder.risingNumbers(expected, numbers::get))) {
      assertEquals(expected, order.stream().sorted().toList());
      List<Integer> values = order.stream().map(numbers::get).toList();
      assertEquals(values.stream().sorted().toList(), values);
    }
  }
}

package io.servelab.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class DigitsTest {

  @Test
  void aColumnHasTheSameDecimalsThroughout() {
    assertEquals(List.of("426.9", "572.7", "10.0"), texts(4, 426.904, 572.657, 10));
    assertEquals(List.of("9.40", "12.00"), texts(4, 9.4, 12.0001));
  }

  @Test
  void wholeNumbersHaveNoDecimals() {
    assertEquals(List.of("8", "65,536", "0"), texts(4, 8, 65536, 0));
  }

  @Test
  void theSmallestNumberKeepsTwoDigits() {
    assertEquals(List.of("0.0013", "2.5000"), texts(4, 0.00132, 2.5));
  }

  @Test
  void numbersOfVeryDifferentSizeAreWrittenEachByItself() {
    assertEquals(List.of("1.235e-07", "12,350", "0.5"), texts(4, 1.2345e-7, 12345.6, 0.5));
    assertEquals(List.of("1.500e+09", "0.25"), texts(4, 1.5e9, 0.25));
  }

  @Test
  void moreDigitsAreGivenWhenAsked() {
    assertEquals(List.of("426.904", "572.657"), texts(6, 426.904, 572.657));
  }

  @Test
  void whatIsMissingOrInfiniteIsSaid() {
    assertEquals(List.of("—", "∞", "−∞", "1.500"), texts(4, Double.NaN, 1 / 0.0, -1 / 0.0, 1.5));
  }

  @Test
  void aSingleNumberHasNoTrailingZeros() {
    assertEquals("16.4", NumberText.of(16.4, 4));
    assertEquals("−0.08", NumberText.of(-0.08, 3));
    assertEquals("1,980", NumberText.of(1979, 3));
  }

  private static List<String> texts(int significant, double... values) {
    Digits digits = Digits.of(values, significant);
    return DoubleStream.of(values).mapToObj(digits::text).toList();
  }
}

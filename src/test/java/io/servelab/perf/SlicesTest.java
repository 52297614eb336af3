package io.servelab.perf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.servelab.error.NoDataException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SlicesTest {

  private record Formats(String math, String kv) {}

  private record Key(Formats formats, int kvHeads, int headDim) {}

  private static final List<Key> KEYS =
      List.of(
          new Key(new Formats("", "bfloat16"), 4, 64),
          new Key(new Formats("", "fp8"), 4, 128),
          new Key(new Formats("", "fp8"), 8, 128),
          new Key(new Formats("", "fp8"), 8, 256));

  @Test
  void aMissingSliceIsToldInWordsWithTheKeysThatComeNearest() {
    NoDataException missing =
        assertThrows(
            NoDataException.class,
            () -> slices(KEYS).require(new Key(new Formats("", "fp8"), 8, 64)));
    assertEquals(
        """
        Table attention has no rows for kv fp8, kv heads 8, head dim 64.
        Nearest rows have head dim 128; head dim 256; kv bfloat16, kv heads 4; \
        kv heads 4, head dim 128.\
        """,
        missing.getMessage());
  }

  @Test
  void aTableWithoutRowsSaysSo() {
    NoDataException missing =
        assertThrows(
            NoDataException.class,
            () -> slices(List.of()).require(new Key(new Formats("fp8", "fp8"), 8, 64)));
    assertEquals(
        """
        Table attention has no rows for math fp8, kv fp8, kv heads 8, head dim 64.
        It has no rows at all.\
        """,
        missing.getMessage());
  }

  private static Slices<Key> slices(List<Key> keys) {
    PerfTable.NumberColumn latency = new PerfTable.NumberColumn(new double[keys.size()]);
    PerfTable table =
        new PerfTable(
            "attention",
            keys.size(),
            List.of("latency_ms"),
            Map.of("latency_ms", latency),
            Map.of());
    return Slices.of(table, row -> Optional.of(keys.get(row)), Slices.Axes.of(table, latency::at));
  }
}

package io.servelab.op;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.servelab.perf.Evidence;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class OpTimeTest {

  @Example
  void inWordsItIsATimeAndWhatItRestsOn() {
    assertEquals("0.1235 ms, empirical, formula", OpTime.formula(0.123456).toString());
  }

  /** To the last bit, nothing included: answers must not depend on how they were added up. */
  @Property
  void sumIsWhatAddingOneAfterAnotherGives(@ForAll("calls") List<OpTime> calls) {
    double[] counts = new double[calls.size()];
    OpTime expected = calls.get(0).times(1);
    counts[0] = 1;
    for (int index = 1; index < counts.length; index++) {
      counts[index] = 32 - index;
      expected = expected.plus(calls.get(index).times(counts[index]));
    }
    assertEquals(expected, OpTime.sum(calls.toArray(OpTime[]::new), counts));
  }

  @Provide
  Arbitrary<List<OpTime>> calls() {
    Arbitrary<OpTime> call =
        Combinators.combine(
                Arbitraries.of(0.0, 0.1, 1.7, 3e-5),
                Arbitraries.of(0.0, 2.5),
                Arbitraries.of(OpTime.roofline(0), OpTime.estimated(0, Evidence.XSHAPE)))
            .as((ms, energy, kind) -> new OpTime(ms, energy, kind.source(), kind.evidence()));
    return call.list().ofMinSize(1).ofMaxSize(9);
  }
}

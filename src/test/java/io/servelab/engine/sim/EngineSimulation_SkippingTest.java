package io.servelab.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.servelab.engine.load.RequestStream;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EngineSimulation_SkippingTest {

  @Provide
  Arbitrary<SimulatedEngine> engines() {
    return SimulatedEngines.any();
  }

  @Provide
  Arbitrary<RequestStream> streams() {
    return SimulatedEngines.streams();
  }

  @Property(tries = 3000)
  void skippingPassesAgreesExactlyWithRunningEveryPass(
      @ForAll("engines") SimulatedEngine engine, @ForAll("streams") RequestStream stream) {
    NaiveSimulation naive = new NaiveSimulation(engine, stream);
    List<NaiveSimulation.Seq> expected = naive.run();
    SimulationRun run = EngineSimulation.run(engine, stream);
    for (int request = 0; request < stream.size(); request++) {
      NaiveSimulation.Seq seq = expected.get(request);
      assertEquals(seq.first, run.firstNs(request), "first token of request " + request);
      assertEquals(seq.finish, run.finishNs(request), "last token of request " + request);
    }
    assertEquals(naive.preemptions, run.totals().preemptions());
  }
}

package io.servelab.estimate;

import io.servelab.engine.Worker;
import io.servelab.error.InfeasibleException;
import io.servelab.step.MemoryLedger;
import java.util.Locale;

/** The error of a deployment that does not fit. */
final class OutOfMemory {

  private OutOfMemory() {}

  static InfeasibleException of(Worker worker, MemoryLedger ledger) {
    double capacity = worker.plan().system().gpu().memoryCapacityBytes();
    return new InfeasibleException(
        InfeasibleException.Reason.OUT_OF_MEMORY,
        String.format(
            Locale.ROOT,
            "OOM: %s with tp=%d pp=%d dp=%d needs %.1f GiB of the %.1f GiB of a GPU of %s"
                + " (weights %.1f, KV cache %.1f).%n"
                + "Maybe shard over more GPUs, quantise further, or lower the batch.",
            worker.plan().model().id(),
            worker.plan().parallel().tp(),
            worker.plan().parallel().pp(),
            worker.plan().parallel().dp(),
            ledger.totalGib(),
            MemoryLedger.gib(capacity),
            worker.plan().system(),
            MemoryLedger.gib(ledger.weightsBytes()),
            MemoryLedger.gib(ledger.kvCacheBytes())));
  }
}

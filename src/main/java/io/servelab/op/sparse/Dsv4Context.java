package io.servelab.op.sparse;

import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.perf.PerfDatabase;

/**
 * An attention block of DeepSeek-V4 over prompts.
 *
 * <p>Tables {@code dsv4_csa_context_module} and {@code dsv4_hca_context_module}, axes {@code
 * (prefix, length, batch)}, linear; in CSA the measured choice of entries is corrected to that of
 * real prompts.
 *
 * @param block the block
 * @param cp context-parallel ranks that split the prompt
 */
public record Dsv4Context(Dsv4Block block, int cp) implements Operation {

  @Override
  public double weightBytes() {
    return block.weightBytes();
  }

  @Override
  public OperationTimer bind(PerfDatabase database) {
    OperationTimer single = new Dsv4PrefillTimer(block, database);
    return cp <= 1 ? single : new Dsv4ParallelTimer(database, block, cp, single);
  }
}

package io.servelab.op.mla;

import io.servelab.model.GemmQuant;
import io.servelab.op.Operation;
import io.servelab.op.OperationTimer;
import io.servelab.perf.PerfDatabase;

/**
 * The batched product that carries decode queries into the latent space, or values out of it.
 *
 * <p>Table {@code mla_bmm}, one curve over tokens for each head count; a decode step has one token
 * for each sequence, whatever the pass is counted in. A head count that was not measured is carried
 * over from the next power of two.
 *
 * @param heads heads of this rank
 * @param quant number format; formats without rows are read from those of bfloat16
 * @param into true for the product before attention, false for the one after it
 */
public record MlaBmm(int heads, GemmQuant quant, boolean into) implements Operation {

  @Override
  public OperationTimer bind(PerfDatabase database) {
    return new MlaBmmTimer(this, database);
  }

  String tableOp() {
    return into ? "mla_gen_pre" : "mla_gen_post";
  }
}

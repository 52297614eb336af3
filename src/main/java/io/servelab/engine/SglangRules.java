package io.servelab.engine;

import io.servelab.layers.LayerPlan;
import io.servelab.model.Parallelism;

/** SGLang: prefill first; a memory fraction that its start-up derives from the device. */
final class SglangRules implements EngineRules {

  private static final double GIB = 1L << 30;
  private static final double MIB = 1 << 20;

  /** Start-up defaults by device memory. */
  private record Tier(double belowGib, long chunk, long batchSmallTp, long batchLargeTp) {}

  private static final Tier[] TIERS = {
    new Tier(20, 2048, 8, 8),
    new Tier(35, 2048, 24, 80),
    new Tier(60, 4096, 32, 160),
    new Tier(160, 8192, 256, 512),
    new Tier(Double.POSITIVE_INFINITY, 16384, 512, 512)
  };

  @Override
  public KvShare kvShare(LayerPlan plan, String version) {
    return new KvShare(KvShare.Basis.OF_TOTAL, 0.88, 0);
  }

  @Override
  public KvShare kvShareOfSeparatePhases(LayerPlan plan, String version) {
    double fraction = derivedFraction(plan.system().gpu().memoryCapacityBytes(), plan.parallel());
    return new KvShare(KvShare.Basis.OF_TOTAL, fraction, 0);
  }

  /** Fraction of device memory that start-up derives, three decimals. */
  static double derivedFraction(double capacityBytes, Parallelism parallel) {
    double gib = capacityBytes / GIB;
    Tier tier = TIERS[0];
    for (int index = 0; gib >= tier.belowGib; index++) {
      tier = TIERS[index + 1];
    }
    long batch = parallel.tp() < 4 ? tier.batchSmallTp : tier.batchLargeTp;
    double reservedMib =
        512 + 1.5 * tier.chunk + parallel.tp() * parallel.pp() / 8.0 * 1024 + 2.0 * batch;
    if (parallel.dp() > 1) {
      reservedMib += 3.0 * batch * parallel.dp();
      if (batch > 300) {
        reservedMib += 1.5 * batch * parallel.dp();
      }
    }
    if (gib > 60) {
      reservedMib = Math.max(reservedMib, 10240);
    }
    double capacityMib = capacityBytes / MIB;
    return Math.rint((capacityMib - reservedMib) / capacityMib * 1000) / 1000;
  }
}

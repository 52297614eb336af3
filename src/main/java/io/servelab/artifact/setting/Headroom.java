package io.servelab.artifact.setting;

import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.artifact.plan.PlatformKey;

/**
 * Room above what was predicted, so that a little more load queues no sooner than it must.
 *
 * <p>A pure function of the predicted batch: applying it to its own result is never needed and
 * never done.
 */
enum Headroom {
  /** Generous limits for traffic that varies. */
  PRODUCTION {
    @Override
    long batch(long predicted) {
      return predicted < USUAL_BATCH ? USUAL_BATCH : 2 * predicted;
    }

    @Override
    long fileTokens() {
      return 500;
    }

    @Override
    long flagTokens() {
      return 1500;
    }
  },
  /** The predicted batch, with room for prompts that are longer than asked for. */
  BENCHMARK {
    @Override
    long fileTokens() {
      return 1500;
    }

    @Override
    long flagTokens() {
      return 1500;
    }
  },
  /** Nothing above the prediction. */
  EXACT;

  private static final long USUAL_BATCH = 512;

  /** The room that a plan asks for. */
  static Headroom of(DeploymentPlan plan) {
    return switch (plan.platform().get(PlatformKey.LIMITS)) {
      case "production" -> PRODUCTION;
      case "benchmark" -> BENCHMARK;
      default -> EXACT;
    };
  }

  /** Largest batch of a decoding rank. */
  long batch(long predicted) {
    return predicted;
  }

  /** Further tokens where limits stand in an engine file. */
  long fileTokens() {
    return 0;
  }

  /** Further tokens where limits are flags. */
  long flagTokens() {
    return 0;
  }
}

package io.servelab.artifact.plan;

/**
 * A number format that was predicted with but that the checkpoint does not hold.
 *
 * @param what key of the format: {@code gemm}, {@code moe} or {@code kvcache}
 * @param planned format of the prediction
 * @param stored format of the checkpoint
 */
public record FormatGap(String what, String planned, String stored) {

  @Override
  public String toString() {
    return what + " = " + planned + ", but the checkpoint holds " + stored;
  }
}

package io.servelab.estimate.afd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.UnknownNameException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** How micro-batches take turns. */
class PipelineModelTest {

  private static final int LAYERS = 61;

  @Test
  void hiddenTransfersCostOneRoundTripOnly() {
    LayerTimes layer = new LayerTimes(0.5, 1.7, 0.02, 0.02);
    assertTrue(PipelineModel.OPTIMISTIC.hidesTransfers(layer, 3));
    assertEquals(
        182 * 1.7 + 2.24, PipelineModel.OPTIMISTIC.passMs(layer, 3, LAYERS), 1e-9, "3 x 61 beats");
    assertEquals(182 * 1.72 + 2.24, PipelineModel.CONSERVATIVE.passMs(layer, 3, LAYERS), 1e-9);
  }

  @Test
  void twoMicrobatchesOrLongTransfersHideNothing() {
    assertFalse(PipelineModel.OPTIMISTIC.hidesTransfers(new LayerTimes(0.5, 1.7, 0.02, 0.02), 2));
    assertTrue(PipelineModel.OPTIMISTIC.hidesTransfers(new LayerTimes(0.5, 1.75, 0.875, 0.875), 3));
    assertFalse(PipelineModel.OPTIMISTIC.hidesTransfers(new LayerTimes(0.5, 1.7, 0.9, 0.9), 3));
  }

  @Property
  void conservativeIsNeverFasterWhereTransfersFitInTwoStagesAndNoWorkIsLost(
      @ForAll @DoubleRange(min = 0.01, max = 9) double attentionMs,
      @ForAll @DoubleRange(min = 0.01, max = 9) double ffnMs,
      @ForAll @DoubleRange(min = 0.01, max = 9) double transferMs,
      @ForAll @IntRange(min = 1, max = 9) int parts) {
    LayerTimes layer = new LayerTimes(attentionMs, ffnMs, transferMs, transferMs);
    double optimistic = PipelineModel.OPTIMISTIC.passMs(layer, parts, LAYERS);
    double conservative = PipelineModel.CONSERVATIVE.passMs(layer, parts, LAYERS);
    assertTrue(transferMs > layer.busierMs() || conservative >= optimistic);
    assertTrue(optimistic >= parts * LAYERS * Math.max(attentionMs, ffnMs));
    assertTrue(layer.balance() > 0 && layer.balance() <= 1);
  }

  @Test
  void aFourthMicrobatchLetsTransfersSetTheBeat() {
    // Both transfers take 1.2 ms, the busier side 1 ms, two stages 1.6 ms.
    LayerTimes layer = new LayerTimes(0.5, 1, 0.6, 0.6);
    assertEquals(1.6, PipelineModel.OPTIMISTIC.beatMs(layer, 3), 1e-9);
    assertEquals(1.2, PipelineModel.OPTIMISTIC.beatMs(layer, 4), 1e-9);
    assertEquals(1.6, PipelineModel.CONSERVATIVE.beatMs(layer, 4), 1e-9);
    LayerTimes slow = new LayerTimes(0.5, 1, 1.2, 1.2);
    assertEquals(2.2, PipelineModel.OPTIMISTIC.beatMs(slow, 4), 1e-9, "4.4 fill the stages");
    assertEquals(2.4, PipelineModel.OPTIMISTIC.beatMs(slow, 5), 1e-9);
  }

  @Test
  void streamedPromptsWaitForTheSlowestStage() {
    // Llama-3.1-70B, vLLM, H200, isl 9000: 473.459 ms for 80 layers in aiconfigurator 0.12.0.
    LayerTimes layer = new LayerTimes(1.89509, 5.012091, 2.95912, 2.95912);
    assertEquals(473.459, 80 * PipelineModel.OPTIMISTIC.beatMs(layer, 5), 1e-3);
    assertEquals(7.971211, PipelineModel.CONSERVATIVE.beatMs(layer, 5), 1e-9);
    assertEquals(7.971211, PipelineModel.OPTIMISTIC.beatMs(layer, 2), 1e-9);
  }

  @Property
  void twoStagesTakeLongerWithMoreWorkAndMoreMicrobatches(
      @ForAll @DoubleRange(min = 0.01, max = 9) double attentionMs,
      @ForAll @DoubleRange(min = 0.01, max = 9) double transferMs,
      @ForAll @IntRange(min = 3, max = 9) int parts) {
    LayerTimes layer = new LayerTimes(attentionMs, 1, transferMs, transferMs);
    double now = PipelineModel.CONSERVATIVE.passMs(layer, parts, LAYERS);
    assertTrue(PipelineModel.CONSERVATIVE.passMs(layer, parts + 1, LAYERS) > now);
    assertTrue(
        PipelineModel.CONSERVATIVE.passMs(
                new LayerTimes(attentionMs, 1, transferMs + 1, transferMs + 1), parts, 61)
            > now);
  }

  @Test
  void anUnknownPipelineNamesTheKnownOnes() {
    String message =
        assertThrows(UnknownNameException.class, () -> PipelineModel.of("optimist")).getMessage();
    assertTrue(message.contains("optimistic"), message);
  }
}

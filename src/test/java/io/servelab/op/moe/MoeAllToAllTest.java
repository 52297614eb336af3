package io.servelab.op.moe;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.servelab.error.InvalidValueException;
import io.servelab.error.NoDataException.Missing;
import io.servelab.hardware.ServingEngine;
import io.servelab.op.AskedDatabase;
import io.servelab.op.OpShape;
import io.servelab.perf.DataMode;
import io.servelab.perf.Source;
import org.junit.jupiter.api.Test;

/** Answers of aiconfigurator 0.12.0 over its own tables, asked 2026-11-25. */
class MoeAllToAllTest {

  private static final AskedDatabase SGLANG = AskedDatabase.of("h200_sxm", ServingEngine.SGLANG);
  private static final AskedDatabase VLLM = AskedDatabase.of("h200_sxm", ServingEngine.VLLM);
  private static final AskedDatabase RACK = AskedDatabase.of("gb200", ServingEngine.TRTLLM);

  private static final Routing DEEPSEEK = new Routing(7168, 8, 256);
  private static final Routing KIMI = new Routing(7168, 6, 384);
  private static final ExchangeGroup ONE_NODE = new ExchangeGroup(8, 1);
  private static final ExchangeGroup TWO_NODES = new ExchangeGroup(16, 2);
  private static final ExchangeGroup FOUR_TRAYS = new ExchangeGroup(16, 4);

  @Test
  void rowsOfOneNodeStandInForTwoAndSaySo() {
    double latencyMs = 0.3331458278029459;
    VLLM.answers(latencyMs, Source.ESTIMATED, deepEp(KIMI, TWO_NODES, 20), prompt(777));
    VLLM.answers(latencyMs, Source.SILICON, deepEp(KIMI, ONE_NODE, 20), prompt(777));
  }

  @Test
  void measuredNodesAnswerForThemselves() {
    SGLANG.answers(0.1288358817017775, Source.SILICON, deepEp(DEEPSEEK, ONE_NODE, 20), prompt(777));
    SGLANG.answers(
        0.24301773437500004, Source.SILICON, deepEp(DEEPSEEK, TWO_NODES, 20), prompt(777));
  }

  @Test
  void unmeasuredNumberOfSmsIsReadBetweenItsNeighbours() {
    MoeAllToAll combine =
        new MoeAllToAll(
            CommBackend.DEEPEP_HT, ExchangePhase.COMBINE, DEEPSEEK, ONE_NODE, "default", 14, 1);
    SGLANG.answers(0.3000215648341453, Source.SILICON, combine, prompt(777));
  }

  @Test
  void ranksOfTensorParallelAttentionShareTheTokens() {
    MoeAllToAll quarter =
        new MoeAllToAll(
            CommBackend.DEEPEP_HT, ExchangePhase.DISPATCH, DEEPSEEK, ONE_NODE, "default", 20, 4);
    SGLANG.answers(0.1288358817017775, Source.SILICON, quarter, prompt(3110));
  }

  @Test
  void groupInsideANodeThatWasNotMeasuredIsMissing() {
    MoeAllToAll half = deepEp(DEEPSEEK, new ExchangeGroup(4, 1), 20);
    SGLANG.lacks(Missing.MEASUREMENT, half, prompt(777));
    SGLANG.in(DataMode.HYBRID).lacks(Missing.ESTIMATE, half, prompt(777));
    SGLANG.in(DataMode.SOL).lacks(Missing.ESTIMATE, half, prompt(777));
  }

  @Test
  void nvlinkExchangeHasThreeStepsAndWireFormats() {
    RACK.answers(
        0.018629437190247698, Source.SILICON, nvlink(ExchangePhase.PREPARE, "nvfp4"), prompt(777));
    RACK.answers(
        0.06252592513337732, Source.SILICON, nvlink(ExchangePhase.DISPATCH, "nvfp4"), prompt(777));
    RACK.answers(
        0.14516815738752484, Source.SILICON, nvlink(ExchangePhase.COMBINE, "fp4"), prompt(777));
    RACK.answers(
        0.08656721103470771,
        Source.SILICON,
        nvlink(ExchangePhase.DISPATCH, "fp8_block"),
        prompt(777));
  }

  @Test
  void stepThatABackendLacksIsRefusedAtOnce() {
    assertThrows(
        InvalidValueException.class,
        () ->
            new MoeAllToAll(
                CommBackend.DEEPEP_LL, ExchangePhase.PREPARE, KIMI, ONE_NODE, "default", 0, 1));
  }

  private static MoeAllToAll deepEp(Routing routing, ExchangeGroup group, int sms) {
    return new MoeAllToAll(
        CommBackend.DEEPEP_HT, ExchangePhase.DISPATCH, routing, group, "default", sms, 1);
  }

  private static MoeAllToAll nvlink(ExchangePhase phase, String wire) {
    return new MoeAllToAll(CommBackend.NVLINK_TWO_SIDED, phase, DEEPSEEK, FOUR_TRAYS, wire, 0, 1);
  }

  private static OpShape prompt(long tokens) {
    return OpShape.prefill(1, tokens, 0);
  }
}

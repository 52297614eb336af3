package io.servelab.op.moe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.InvalidValueException;
import io.servelab.error.NoDataException;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.MoeQuant;
import io.servelab.op.AskedDatabase;
import io.servelab.op.Phase;
import io.servelab.op.moe.WideExchange.CommFallback;
import io.servelab.perf.DataMode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Whether aiconfigurator 0.12.0 accepts experts over several nodes, asked 2026-11-25 through its
 * single-deployment estimates.
 */
class MoeCommCoverageTest {

  private static final ExpertShape DEEPSEEK = new ExpertShape(7168, 2048, 8, 256);
  private static final ExpertShape GLM = new ExpertShape(6144, 2048, 8, 256);
  private static final List<Phase> BOTH = List.of(Phase.PREFILL, Phase.DECODE);

  private static final MoeCommCoverage SGLANG = coverage("h200_sxm", ServingEngine.SGLANG);
  private static final MoeCommCoverage TRTLLM = coverage("b200_sxm", ServingEngine.TRTLLM);

  @Test
  void measuredNodesNeedNoStandIn() {
    WideExchange prefill = find(SGLANG, layer(DEEPSEEK, MoeQuant.FP8_BLOCK, 16), Phase.PREFILL);
    assertEquals(CommBackend.DEEPEP_HT, prefill.backend());
    assertEquals(new ExchangeGroup(16, 2), prefill.group());
    assertTrue(prefill.fallback().isEmpty());
    WideExchange decode = find(SGLANG, layer(DEEPSEEK, MoeQuant.FP8_BLOCK, 16), Phase.DECODE);
    assertEquals(CommBackend.DEEPEP_LL, decode.backend());
  }

  @Test
  void rowsOfOneNodeStandInForSeveral() {
    WideExchange exchange =
        find(
            coverage("gb200", ServingEngine.VLLM),
            layer(DEEPSEEK, MoeQuant.FP8_BLOCK, 16),
            Phase.PREFILL);
    assertEquals(
        Optional.of(
            new CommFallback(
                Phase.PREFILL,
                CommBackend.DEEPEP_HT,
                new ExchangeGroup(16, 4),
                new ExchangeGroup(4, 1))),
        exchange.fallback());
    MoeAllToAll dispatch = exchange.step(ExchangePhase.DISPATCH, 20, 1);
    assertEquals("default", dispatch.wire());
    assertEquals(new ExchangeGroup(16, 4), dispatch.group());
  }

  @Test
  void expertsHaveToBeMeasuredInThatSpread() {
    MoeCommCoverage rack = coverage("gb200", ServingEngine.SGLANG);
    assertTrue(rack.find(layer(DEEPSEEK, MoeQuant.FP8_BLOCK, 8), Phase.PREFILL).isEmpty());
    assertTrue(rack.find(layer(DEEPSEEK, MoeQuant.FP8_BLOCK, 16), Phase.PREFILL).isPresent());
    assertTrue(SGLANG.find(layer(GLM, MoeQuant.FP8_BLOCK, 16), Phase.PREFILL).isEmpty());
  }

  @Test
  void trtllmSendsTokensInTheFormatOfTheExpertsWhereItCan() {
    WideExchange decode = find(TRTLLM, layer(DEEPSEEK, MoeQuant.NVFP4, 16), Phase.DECODE);
    assertEquals(CommBackend.TRTLLM_DEEPEP_LL, decode.backend());
    assertEquals("nvfp4", decode.step(ExchangePhase.DISPATCH, 0, 1).wire());
    assertEquals("fp4", decode.step(ExchangePhase.COMBINE, 0, 1).wire());
    WideExchange prefill = find(TRTLLM, layer(DEEPSEEK, MoeQuant.FP8_BLOCK, 16), Phase.PREFILL);
    assertEquals("bfloat16", prefill.step(ExchangePhase.COMBINE, 0, 1).wire());
    assertTrue(TRTLLM.find(layer(DEEPSEEK, MoeQuant.W4AFP8, 16), Phase.PREFILL).isEmpty());
  }

  @Test
  void trtllmExchangesOnlyBetweenRanksWithOwnSequences() {
    WideLayer alone = new WideLayer(DEEPSEEK, MoeQuant.FP8_BLOCK, 16, 1);
    assertTrue(TRTLLM.find(alone, Phase.PREFILL).isEmpty());
  }

  @Test
  void refusalNamesThePassesThatAreMissing() {
    WideLayer glm = layer(GLM, MoeQuant.FP8_BLOCK, 16);
    assertEquals(Set.of(Phase.PREFILL), TRTLLM.require(glm, List.of(Phase.PREFILL)).keySet());
    NoDataException refusal = assertThrows(NoDataException.class, () -> TRTLLM.require(glm, BOTH));
    assertTrue(refusal.getMessage().contains("[DECODE]"), refusal.getMessage());
  }

  @Test
  void rowsOfOtherVersionsDoNotCountWhereTheModeForbidsThem() {
    MoeCommCoverage own =
        MoeCommCoverage.of(
            AskedDatabase.of("h200_sxm", ServingEngine.SGLANG).in(DataMode.SOL).database());
    assertTrue(own.find(layer(DEEPSEEK, MoeQuant.FP8_BLOCK, 16), Phase.PREFILL).isEmpty());
  }

  @Test
  void onlyExpertsOverSeveralNodesNeedCoverage() {
    assertFalse(SGLANG.isRequired(new ExpertSplit(4, 8)));
    assertTrue(SGLANG.isRequired(new ExpertSplit(1, 16)));
    assertThrows(InvalidValueException.class, () -> SGLANG.isRequired(new ExpertSplit(2, 16)));
  }

  @Test
  void listsTheSizesThatWereMeasured() {
    assertEquals(
        Set.of(8, 16, 32, 64),
        SGLANG.measuredEps(layer(DEEPSEEK, MoeQuant.FP8_BLOCK, 16), Phase.DECODE));
  }

  private static WideLayer layer(ExpertShape shape, MoeQuant quant, int ep) {
    return new WideLayer(shape, quant, ep, ep);
  }

  private static WideExchange find(MoeCommCoverage coverage, WideLayer layer, Phase phase) {
    return coverage.find(layer, phase).orElseThrow();
  }

  private static MoeCommCoverage coverage(String system, ServingEngine engine) {
    return MoeCommCoverage.of(AskedDatabase.of(system, engine).database());
  }
}

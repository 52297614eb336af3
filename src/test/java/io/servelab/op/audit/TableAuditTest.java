package io.servelab.op.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.hardware.ServingEngine;
import io.servelab.model.GemmQuant;
import io.servelab.model.KvQuant;
import io.servelab.model.MoeQuant;
import io.servelab.op.AskedDatabase;
import io.servelab.op.OpShape;
import io.servelab.op.OpTime;
import io.servelab.op.Operation;
import io.servelab.op.attention.AttentionAudit;
import io.servelab.op.attention.GenerationAttention;
import io.servelab.op.attention.Heads;
import io.servelab.op.dense.Gemm;
import io.servelab.op.dense.GemmAudit;
import io.servelab.op.moe.ExpertShape;
import io.servelab.op.moe.ExpertSplit;
import io.servelab.op.moe.Moe;
import io.servelab.perf.AuditCheck;
import io.servelab.perf.AuditFinding;
import io.servelab.perf.AuditVerdict;
import io.servelab.perf.Evidence;
import io.servelab.perf.Lanes;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.RuleSet;
import io.servelab.perf.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Faults of the shipped tables, found by hand in the rows of version 0.12.0. */
class TableAuditTest {

  private static final PerfDatabase H100_TRTLLM = open("h100_sxm", ServingEngine.TRTLLM);
  private static final PerfDatabase B200_SGLANG = open("b200_sxm", ServingEngine.SGLANG);

  private static PerfDatabase open(String system, ServingEngine engine) {
    return AskedDatabase.of(system, engine).database();
  }

  private static AuditFinding find(
      List<AuditFinding> findings, String table, String part, AuditCheck check) {
    return findings.stream()
        .filter(found -> found.table().equals(table) && found.part().equals(part))
        .filter(found -> found.check() == check)
        .findFirst()
        .orElseThrow();
  }

  /** Smallest FP8 products: 12.8 us under TensorRT-LLM, 4.4 and 6.4 us under the others. */
  @Test
  void aTableThatTimedTheHostIsSubstitutedByItsSiblings() {
    List<AuditFinding> findings = GemmAudit.of(H100_TRTLLM);
    AuditFinding floor = find(findings, "gemm", "fp8", AuditCheck.LAUNCH_FLOOR);
    assertEquals(AuditVerdict.SUBSTITUTED, floor.verdict());
    assertEquals(12.8, floor.found(), 0.1);
    assertEquals("sglang, vllm", floor.replacement());
    AuditFinding healthy = find(findings, "gemm", "bfloat16", AuditCheck.LAUNCH_FLOOR);
    assertEquals(AuditVerdict.TRUSTED, healthy.verdict());
    AuditFinding missing = find(findings, "gemm", "int8_wo", AuditCheck.COVERAGE);
    assertEquals("sglang", missing.replacement());
  }

  @Test
  void whatWasSubstitutedSaysSoWhereverItIsRead() {
    Operation product = Gemm.of(5120, 5120, GemmQuant.FP8);
    OpShape shape = OpShape.decode(4, 1000);
    OpTime corrected = product.bind(H100_TRTLLM.withRules(RuleSet.SERVELAB)).time(shape);
    assertEquals(Source.SUBSTITUTED, corrected.source());
    assertEquals(Evidence.SUBSTITUTED, corrected.evidence());
    double sglang = siblingMs(ServingEngine.SGLANG, product, shape);
    double vllm = siblingMs(ServingEngine.VLLM, product, shape);
    assertEquals(Math.sqrt(sglang * vllm), corrected.latencyMs(), 1e-9);
    OpTime reference = product.bind(H100_TRTLLM).time(shape);
    assertEquals(Source.SILICON, reference.source());
    assertTrue(reference.latencyMs() > corrected.latencyMs());
    assertEquals(Source.MIXED, corrected.plus(reference).source());
    assertEquals(Evidence.SUBSTITUTED, corrected.plus(reference).evidence());
  }

  private static double siblingMs(ServingEngine engine, Operation product, OpShape shape) {
    PerfDatabase sibling = open("h100_sxm", engine).withRules(RuleSet.SERVELAB);
    return product.bind(sibling).time(shape).latencyMs();
  }

  /** Rows of SGLang with a window of 8192 equal those of full attention at eight windows. */
  @Test
  void rowsThatIgnoreTheirWindowAreSubstituted() {
    AuditFinding window =
        find(
            AttentionAudit.of(B200_SGLANG),
            "generation_attention",
            "bfloat16 cache, 128 wide, window 8192",
            AuditCheck.WINDOW);
    assertEquals(AuditVerdict.SUBSTITUTED, window.verdict());
    assertEquals(1.0, window.found(), 0.02);
    Operation attention =
        new GenerationAttention(
            new Heads(8, 1, 128), 8192, KvQuant.BFLOAT16, Lanes.of(B200_SGLANG, "").decode());
    OpShape long128k = OpShape.decode(16, 131_072);
    OpTime asMeasured = attention.bind(B200_SGLANG).time(long128k);
    OpTime corrected = attention.bind(B200_SGLANG.withRules(RuleSet.SERVELAB)).time(long128k);
    assertEquals(Source.SUBSTITUTED, corrected.source());
    assertTrue(corrected.latencyMs() < 0.5 * asMeasured.latencyMs(), corrected.toString());
  }

  /** TensorRT-LLM was measured with whole experts of gpt-oss-120b only, yet it runs cut ones. */
  @Test
  void expertsThatEveryRankCutsAreCarriedOverFromWholeOnes() {
    PerfDatabase trtllm = open("h200_sxm", ServingEngine.TRTLLM).withRules(RuleSet.SERVELAB);
    OpShape shape = OpShape.decode(64, 1);
    OpTime whole = gptOss(1).bind(trtllm).time(shape);
    OpTime halves = gptOss(2).bind(trtllm).time(shape);
    OpTime eighths = gptOss(8).bind(trtllm).time(shape);
    assertEquals(Source.SILICON, whole.source());
    assertEquals(Evidence.SUBSTITUTED, eighths.evidence());
    assertTrue(whole.latencyMs() > halves.latencyMs(), halves.toString());
    assertTrue(halves.latencyMs() > eighths.latencyMs(), eighths.toString());
    assertTrue(eighths.latencyMs() > whole.latencyMs() / 8, eighths.toString());
  }

  private static Moe gptOss(int tp) {
    return new Moe(
        new ExpertShape(2880, 2880, 4, 128),
        true,
        new ExpertSplit(tp, 1),
        MoeQuant.W4A16_MXFP4,
        "power_law_1.2",
        1,
        false);
  }
}

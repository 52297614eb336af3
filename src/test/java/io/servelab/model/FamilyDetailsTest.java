package io.servelab.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.error.InvalidValueException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Expected values are read off the published configurations, where nothing else is said. */
class FamilyDetailsTest {

  @Test
  void latentAttentionKeepsItsRanks() {
    MlaDetails mla = details("deepseek-ai/DeepSeek-V3", MlaDetails.class);
    assertEquals(new MlaDetails(1536, 512, 128, 64, 128), mla);
    assertEquals(58, ModelCatalog.find("deepseek-ai/DeepSeek-V3").experts().layers());
  }

  @Test
  void glm52ComputesItsIndexerInEveryFourthLayer() {
    // 21 of 78: first three layers and then one in four, as its indexer_types list says.
    assertEquals(21, details("zai-org/GLM-5.2", DsaDetails.class).indexedLayers());
    assertEquals(78, details("zai-org/GLM-5", DsaDetails.class).indexedLayers());
  }

  @Test
  void deepSeekV4CutsCompressionRatiosToItsLayers() {
    DeepSeekV4Details v4 = details("deepseek-ai/DeepSeek-V4-Flash", DeepSeekV4Details.class);
    assertEquals(43, v4.compressRatios().size());
    assertEquals(List.of(0, 0, 4, 128), v4.compressRatios().subList(0, 4));
    assertEquals(21, v4.layersWithRatio(4));
    assertEquals(20, v4.layersWithRatio(128));
  }

  @Test
  void nemotronHReadsLettersOrWords() {
    NemotronHDetails letters =
        details("nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-BF16", NemotronHDetails.class);
    NemotronHDetails words =
        details("nvidia/NVIDIA-Nemotron-3.5-Lightning-30B-A3B-NVFP4", NemotronHDetails.class);
    assertEquals(letters.pattern(), words.pattern());
    assertEquals(23, letters.mambaLayers());
    assertEquals(6, letters.attentionLayers());
    assertEquals(23, letters.expertLayers());
    assertEquals(new MambaShape(64, 64, 128, 8, 4, 128), letters.mamba());
  }

  @Test
  void nemotronHWithoutExpertsIsDense() {
    ModelConfig model = ModelCatalog.find("nvidia/Nemotron-H-56B-Base-8K");
    assertFalse(model.isMoe());
    assertEquals(54, model.details(NemotronHDetails.class).feedForwardLayers());
  }

  @Test
  void layerCountFollowsTheListWhereNoneIsStated() {
    assertEquals(
        108, ModelCatalog.find("nvidia/NVIDIA-Nemotron-3-Ultra-550B-A55B-BF16").shape().layers());
  }

  @Test
  void searchedArchitectureIsGroupedByConsecutiveEqualLayers() {
    NasDetails nas = details("nvidia/Llama-3_3-Nemotron-Super-49B-v1", NasDetails.class);
    assertEquals(80, nas.blocks().stream().mapToInt(NasBlock::count).sum());
    assertEquals(new NasBlock(1, true, 8, true, 2.625), nas.blocks().get(0));
    assertEquals(5, nas.blocks().get(1).count());
    // 2 x 5.25 x 8192 / 3 is a multiple of 256 already.
    assertEquals(28672, nas.blocks().get(1).interSize(8192));
  }

  @Test
  void hybridModelsCountLayersByKind() {
    HybridAttention mimo = details("XiaomiMiMo/MiMo-V2-Flash", HybridMoeDetails.class).attention();
    assertEquals(new LayerMix(8, 1, 39, 0), mimo.layers());
    assertEquals(new HeadShape(64, 8, 192, 128), mimo.sliding());
    HybridAttention maverick =
        details("Llama-4-Maverick-17B-128E-Instruct", HybridMoeDetails.class).attention();
    assertEquals(new LayerMix(24, 0, 0, 24), maverick.layers());
    assertEquals(8192, maverick.window());
    HybridAttention step = details("stepfun-ai/Step-3.7-Flash", Step3p7Details.class).attention();
    assertEquals(new LayerMix(11, 1, 31, 2), step.layers());
  }

  @Test
  void gemmaHasHeadsOfTwoShapes() {
    Gemma4Details gemma = details("google/gemma-4-26B-A4B", Gemma4Details.class);
    assertEquals(new HeadShape(16, 2, 512, 512), gemma.attention().global());
    assertEquals(new HeadShape(16, 8, 256, 256), gemma.attention().sliding());
    assertEquals(5, gemma.attention().layers().global());
    assertTrue(gemma.keyIsValue());
    assertTrue(ModelCatalog.find("nvidia/Gemma-4-31B-IT-NVFP4").isMoe());
  }

  @Test
  void qwen35MixesLinearAndFullAttention() {
    Qwen35Details qwen = details("Qwen/Qwen3.5-27B", Qwen35Details.class);
    assertEquals(48, qwen.linearLayers());
    assertEquals(16, qwen.fullLayers());
    assertEquals(10240, qwen.linear().convChannels());
    assertEquals(4, qwen.stateBytes());
    assertFalse(ModelCatalog.find("Qwen/Qwen3.5-27B").isMoe());
    assertTrue(ModelCatalog.find("Qwen/Qwen3.5-35B-A3B").isMoe());
  }

  @Test
  void kimiK3CountsItsLinearLayersFromOne() {
    KimiK3Details k3 = details("moonshotai/Kimi-K3", KimiK3Details.class);
    assertEquals(69, k3.kdaLayers());
    assertEquals(3584, k3.latentSize());
    assertEquals(16, ModelCatalog.find("moonshotai/Kimi-K3").experts().topk());
    assertEquals(7, ModelCatalog.find("moonshotai/Kimi-K3").suggestedDraftTokens());
  }

  @Test
  void miniMaxM3ReadsBlocksOfTokens() {
    MsaDetails msa = details("MiniMaxAI/MiniMax-M3", MsaDetails.class);
    assertEquals(2048, msa.topkTokens());
    assertEquals(12288, msa.denseInterSize());
  }

  @Test
  void visionEncoderProjectsItsDeepStackLevelsToo() {
    VisionEncoder encoder = details("Qwen/Qwen3-VL-8B-Instruct", VisionDetails.class).encoder();
    assertEquals(4, encoder.projectors());
    assertEquals(4608, encoder.mergedSize());
    assertEquals(72, encoder.headDim());
    assertEquals(32, encoder.patches().stride());
  }

  @Test
  void detailsOfAnotherFamilyAreRefused() {
    ModelConfig model = ModelCatalog.find("Qwen/Qwen3-8B");
    assertThrows(InvalidValueException.class, () -> model.details(MlaDetails.class));
  }

  private static <T extends FamilyDetails> T details(String id, Class<T> type) {
    return ModelCatalog.find(id).details(type);
  }
}

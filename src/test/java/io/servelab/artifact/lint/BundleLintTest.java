package io.servelab.artifact.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.servelab.artifact.Artifacts;
import io.servelab.artifact.Samples;
import io.servelab.artifact.file.ArtifactFile;
import io.servelab.artifact.file.Finding;
import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.artifact.target.Deployment;
import io.servelab.hardware.ServingEngine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of mistake in a generated file is found. */
class BundleLintTest {

  @ParameterizedTest(name = "{1} instead of {0} in {2} of {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "extraPodSpec|extraPodSpecs|k8s_deploy.yaml|vllm|extraPodSpecs: is not known",
        "kind: DynamoGraphDeployment|kind: Dynamo|k8s_deploy.yaml|vllm|no schema for kind Dynamo",
        "gpu: \"4\"|gpu: \"2\"|k8s_deploy.yaml|vllm|claims 6 GPUs, the plan has 8",
        "gpu: \"4\"|gpu: 4|k8s_deploy.yaml|vllm|expected string",
        "replicas: 4|replicas: 3|k8s_deploy.yaml|vllm|claims 7 GPUs",
        "name: dynamo-disagg|name: Dynamo_disagg|k8s_deploy.yaml|vllm|does not match",
        "--max-model-len|--max-model-length|k8s_deploy.yaml|vllm|--max-model-length is no flag of"
            + " vllm",
        "- fp8|- fp9|k8s_deploy.yaml|vllm|--kv-cache-dtype takes auto",
        "spec:|spec: [|k8s_deploy.yaml|vllm|is no YAML",
        "--max-num-seqs|--max-seqs|run_0.sh|vllm|--max-seqs is no flag",
        "--http-port|--port-http|run_0.sh|vllm|--port-http is no flag",
        "CUDA_VISIBLE_DEVICES=1|CUDA_VISIBLE_DEVICES=0|run_0.sh|vllm|GPU 0 is given to two workers",
        "--streaming|--stream|bench_run.sh|vllm|--stream is no flag of aiperf",
        "--num-prompts|--prompts|bench_vllm.sh|vllm|--prompts is no flag of vllm-bench",
        "connector: nixlv2|connector: pigeon|llm-d-values.yaml|vllm|pigeon",
        "nvidia.com/gpu: \"4\"|nvidia.com/gpu: \"5\"|llm-d-values.yaml|vllm|claims 9 GPUs",
        "max_num_tokens|max_tokens|decode_config.yaml|trtllm|max_tokens is no entry of trtllm",
        "backend: DEFAULT|backend: POST|prefill_config.yaml|trtllm|takes DEFAULT",
        "num_instances: 4|num_instances: 0|disagg_config.yaml|trtllm|less than 1",
        "--extra-engine-args|--extra-args|k8s_deploy.yaml|trtllm|--extra-args is no flag",
        "--disaggregation-mode|--disagg|k8s_deploy.yaml|sglang|--disagg is no flag of sglang",
      })
  void mistakesAreFound(String right, String wrong, String path, String engine, String expected) {
    DeploymentPlan plan = Samples.pools(ServingEngine.of(engine), Samples.DENSE);
    List<ArtifactFile> files = new ArrayList<>();
    for (ArtifactFile file : Artifacts.of(plan).files()) {
      boolean spoilt = file.path().equals(path);
      assertTrue(!spoilt || file.text().contains(right), () -> right + " is not in " + file.text());
      files.add(
          spoilt
              ? new ArtifactFile(path, file.text().replace(right, wrong), file.executable())
              : file);
    }
    List<Finding> findings = BundleLint.of(Deployment.of(plan), files);
    assertTrue(
        findings.stream().anyMatch(finding -> finding.toString().contains(expected)),
        () -> expected + " is not among " + findings);
  }

  @ParameterizedTest
  @CsvSource({"vllm", "sglang", "trtllm"})
  void soundFilesHaveNoFindings(String engine) {
    DeploymentPlan plan = Samples.pools(ServingEngine.of(engine), Samples.MOE);
    assertEquals(List.of(), BundleLint.of(Deployment.of(plan), Artifacts.of(plan).files()));
  }
}

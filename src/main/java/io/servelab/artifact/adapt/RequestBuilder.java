package io.servelab.artifact.adapt;

import io.servelab.artifact.plan.Parameter;
import io.servelab.artifact.plan.Role;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.CheckpointFormat;
import io.servelab.model.ModelCatalog;
import io.servelab.model.ModelConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Puts a request together from workers and from what was given beside them. */
final class RequestBuilder {

  private static final String CONCURRENCY = "concurrency";

  /** Parameters that become keys of the request. */
  private static final Set<Parameter> USED =
      Set.of(
          Parameter.TENSOR_PARALLEL_SIZE,
          Parameter.PIPELINE_PARALLEL_SIZE,
          Parameter.DATA_PARALLEL_SIZE,
          Parameter.CONTEXT_PARALLEL_SIZE,
          Parameter.ATTENTION_DP,
          Parameter.EXPERT_PARALLEL,
          Parameter.MOE_EXPERT_PARALLEL_SIZE,
          Parameter.MOE_TENSOR_PARALLEL_SIZE,
          Parameter.MAX_BATCH_SIZE,
          Parameter.QUANTIZATION,
          Parameter.KV_CACHE_DTYPE,
          Parameter.KV_MEMORY_FRACTION,
          Parameter.MAX_SEQ_LEN,
          Parameter.ATTENTION_BACKEND,
          Parameter.SPECULATION,
          Parameter.DRAFT_TOKENS);

  private final List<ReadWorker> workers;
  private final Map<String, Object> given;
  private final List<Diagnostic> diagnostics;
  private final Map<String, Object> request = new LinkedHashMap<>();

  RequestBuilder(
      List<ReadWorker> workers, Map<String, Object> given, List<Diagnostic> diagnostics) {
    this.workers = pooled(workers);
    this.given = given;
    this.diagnostics = new ArrayList<>(diagnostics);
  }

  /** Workers that were started one by one with the same flags are one pool. */
  private static List<ReadWorker> pooled(List<ReadWorker> workers) {
    List<ReadWorker> pools = new ArrayList<>();
    for (ReadWorker worker : workers) {
      Optional<ReadWorker> same = pools.stream().filter(worker::isLike).findFirst();
      same.ifPresent(pools::remove);
      pools.add(same.map(pool -> pool.with(worker.command().workers())).orElse(worker));
    }
    return List.copyOf(pools);
  }

  AdaptedDeployment build() {
    List<Role> roles = workers.stream().map(ReadWorker::role).sorted().toList();
    if (roles.isEmpty()) {
      reject(
          "nothing in it starts an engine. Expected a DynamoGraphDeployment, a Kubernetes workload,"
              + " values of llm-d's chart, or commands such as 'vllm serve',"
              + " 'python3 -m sglang.launch_server', 'trtllm-serve' or 'python3 -m dynamo.vllm'.");
      return result();
    }
    boolean separate = roles.equals(List.of(Role.PREFILL, Role.DECODE));
    if (!separate && !roles.equals(List.of(Role.AGG))) {
      reject("expected one pool, or a prefill and a decode pool, but found " + roles + ".");
      return result();
    }
    request.put("mode", separate ? "disagg" : "agg");
    addModel();
    for (ReadWorker worker : workers) {
      checkValues(worker);
      addWorker(worker, separate ? worker.role().id() + "_" : "");
    }
    given.forEach(
        (key, value) -> {
          if (!key.equals(CONCURRENCY)) {
            request.put(key, value);
          }
        });
    for (String key : List.of("model", "system", "isl", "osl")) {
      if (!request.containsKey(key)) {
        diagnostics.add(Diagnostic.missing(key + " is not in the deployment; give it."));
      }
    }
    if (request.containsKey("nextn") && !request.containsKey("nextn_accepted")) {
      diagnostics.add(
          Diagnostic.missing(
              "nextn_accepted, how many drafts are accepted on average, is not in the deployment;"
                  + " give it."));
    }
    return result();
  }

  private AdaptedDeployment result() {
    return new AdaptedDeployment(request, replicas(), diagnostics);
  }

  /** Workers of a mixed pool; pools that stand apart are one deployment. */
  private int replicas() {
    return workers.size() == 1 ? workers.get(0).command().workers() : 1;
  }

  private void addModel() {
    Set<String> models = new TreeSet<>();
    Set<ServingEngine> engines = new TreeSet<>();
    workers.forEach(
        worker -> {
          models.add(worker.model());
          engines.add(worker.engine());
        });
    models.remove("");
    if (models.size() == 1) {
      request.put("model", models.iterator().next());
    } else if (models.size() > 1) {
      reject("its pools serve different models: " + models + ".");
    }
    if (engines.size() > 1) {
      reject("its pools run different engines: " + engines + ".");
    }
    request.put("backend", engines.iterator().next().id());
  }

  /** The model, if it is known. */
  private Optional<ModelConfig> model() {
    Object named = given.getOrDefault("model", request.getOrDefault("model", ""));
    return Optional.of(named.toString()).filter(ModelCatalog::contains).map(ModelCatalog::find);
  }

  /** Whether the model is known to have experts, whose widths an estimate must be told. */
  private boolean isMoe() {
    return model().filter(ModelConfig::isMoe).isPresent();
  }

  private void checkValues(ReadWorker worker) {
    String where = worker.command().where();
    for (Parameter parameter : worker.values().keySet()) {
      if (!USED.contains(parameter) && !FlagMeanings.isWithoutEffect(parameter)) {
        diagnostics.add(
            Diagnostic.rejected(
                where,
                worker.command().line(),
                parameter + " is set, which an estimate cannot repeat."));
      }
    }
    int claimed = worker.command().gpus();
    if (claimed > 0 && claimed != worker.gpus()) {
      diagnostics.add(
          Diagnostic.rejected(
              where,
              worker.command().line(),
              "its flags ask for " + worker.gpus() + " GPUs, its pods have " + claimed + "."));
    }
  }

  private void addWorker(ReadWorker worker, String prefix) {
    ReadLayout layout = ReadLayout.of(worker, diagnostics);
    request.put(prefix + "tp_size", layout.tp());
    addPipeline(worker, layout);
    if (layout.dp() > 1) {
      request.put(prefix + "attention_dp_size", layout.dp());
    }
    if (layout.cp() > 1) {
      request.put(prefix + "cp_size", layout.cp());
    }
    if (layout.experts() || isMoe()) {
      request.put(prefix + "moe_tp_size", layout.moeTp());
      request.put(prefix + "moe_ep_size", layout.moeEp());
    }
    if (worker.role().isSeparate()) {
      request.put(prefix + "num_workers", worker.command().workers());
    }
    long batch = batch(worker, layout);
    request.put(prefix + "batch_size", batch);
    addPassLimit(worker, layout, batch);
    worker
        .find(Parameter.KV_MEMORY_FRACTION)
        .ifPresent(share -> request.put(prefix + "free_gpu_memory_fraction", share));
    worker
        .find(Parameter.MAX_SEQ_LEN)
        .ifPresent(longest -> request.put(prefix + "max_seq_len", longest));
    addShared(worker);
  }

  /** A pass of a mixed worker that is shorter than a prompt prefills it in pieces. */
  private void addPassLimit(ReadWorker worker, ReadLayout layout, long batch) {
    if (worker.role() != Role.AGG || !(given.get("isl") instanceof Number prompt)) {
      return;
    }
    worker
        .chunkTokens(layout)
        .map(limit -> Math.max(1, limit - batch))
        .filter(room -> room < prompt.longValue())
        .ifPresent(room -> request.put("ctx_tokens", room));
  }

  private void addPipeline(ReadWorker worker, ReadLayout layout) {
    Object before = request.putIfAbsent("pp_size", layout.pp());
    if (before != null && !before.equals(layout.pp())) {
      diagnostics.add(
          Diagnostic.rejected(
              worker.command().where(),
              worker.command().line(),
              "its pools have different numbers of stages."));
    }
  }

  private void addShared(ReadWorker worker) {
    worker
        .find(Parameter.KV_CACHE_DTYPE)
        .filter(dtype -> !dtype.equals("checkpoint"))
        .ifPresent(dtype -> request.put("kvcache_quant_mode", dtype));
    if (worker.find(Parameter.QUANTIZATION).isPresent()) {
      addConversion(worker);
    }
    worker
        .find(Parameter.ATTENTION_BACKEND)
        .ifPresent(kernels -> request.put("attention_backend", kernels));
    worker.find(Parameter.DRAFT_TOKENS).ifPresent(drafts -> request.put("nextn", drafts));
  }

  /** Weights in sixteen bits become FP8 while they load; those in FP8 stay as they are. */
  private void addConversion(ReadWorker worker) {
    Optional<CheckpointFormat> stored = model().map(ModelConfig::checkpoint);
    boolean plain = stored.filter(format -> format.algorithm().isEmpty()).isPresent();
    if (plain) {
      request.put("gemm_quant_mode", "fp8");
      if (isMoe()) {
        request.put("moe_quant_mode", "fp8");
      }
    } else if (stored.filter(format -> format.algorithm().startsWith("fp8")).isEmpty()) {
      diagnostics.add(
          Diagnostic.rejected(
              worker.command().where(),
              worker.command().line(),
              "weights are converted to fp8 while they load; say gemm_quant_mode instead."));
    }
  }

  /** Requests of a rank: of the given concurrency, else the limit of the flags. */
  private long batch(ReadWorker worker, ReadLayout layout) {
    Object concurrency = given.get(CONCURRENCY);
    if (worker.role() == Role.PREFILL) {
      return 1;
    }
    if (concurrency != null) {
      long ranks = (long) worker.command().workers() * layout.dp();
      long requests = Long.parseLong(concurrency.toString());
      return Math.max(1, (requests + ranks - 1) / ranks);
    }
    Optional<Object> limit = worker.find(Parameter.MAX_BATCH_SIZE);
    if (limit.isEmpty()) {
      diagnostics.add(
          Diagnostic.missing("concurrency, the requests served at once, is not said; give it."));
      return 1;
    }
    diagnostics.add(
        Diagnostic.note(
            worker.command().where(),
            worker.command().line(),
            "the batch is its limit; give concurrency to estimate another load."));
    long shared = worker.engine() == ServingEngine.SGLANG ? layout.dp() : 1;
    return Math.max(1, (Long) limit.get() / shared);
  }

  private void reject(String message) {
    diagnostics.add(Diagnostic.rejected("", 0, message));
  }
}

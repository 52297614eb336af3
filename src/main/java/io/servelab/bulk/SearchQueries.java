package io.servelab.bulk;

import io.servelab.engine.MemorySettings;
import io.servelab.engine.RequestShape;
import io.servelab.engine.Speculation;
import io.servelab.error.InvalidValueException;
import io.servelab.error.ServeLabException;
import io.servelab.estimate.Disaggregation;
import io.servelab.estimate.ServingChoices;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.Models;
import io.servelab.model.QuantChoices;
import io.servelab.perf.DataMode;
import io.servelab.perf.Databases;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.TransferPolicy;
import io.servelab.search.Candidate;
import io.servelab.search.Search;
import io.servelab.search.SearchBranch;
import io.servelab.search.SearchOptions;
import io.servelab.search.SearchRequest;
import io.servelab.search.SearchResult;
import io.servelab.search.ServingMode;
import io.servelab.search.Sla;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/** Runs whole searches, one for each line of a file. */
public final class SearchQueries {

  private static final List<String> SEARCH_COLUMNS =
      List.of(
          "id", "request", "experiment", "serving_mode", "backend", "rows", "pareto_rows",
          "top_rows", "best_tokens_s_gpu", "chosen", "seconds", "search_seconds", "error",
          "message");

  private final Databases databases;
  private final Models models;

  /** Over the databases of one data folder. */
  public SearchQueries(Databases databases, Models models) {
    this.databases = databases;
    this.models = models;
  }

  /**
   * Answers a file of requests with {@code searches.csv}, {@code rows_agg.csv} and {@code
   * rows_disagg.csv}.
   *
   * @param requests path of the requests, or {@code -}
   * @param directory where the answers go; made if absent
   */
  public void run(String requests, Path directory) {
    Map<ServingMode, List<Map<String, Object>>> rows = new LinkedHashMap<>();
    rows.put(ServingMode.AGGREGATED, new ArrayList<>());
    rows.put(ServingMode.DISAGGREGATED, new ArrayList<>());
    List<Map<String, Object>> lines = new ArrayList<>();
    Set<String> answered = new java.util.HashSet<>();
    for (Request request : RequestFile.read(requests, Set.copyOf(SEARCH_COLUMNS.subList(2, 14)))) {
      if (answered.add(request.id())) {
        answer(request, lines, rows);
      }
    }
    try {
      Files.createDirectories(directory);
    } catch (IOException unwritable) {
      throw InvalidValueException.of("output folder", directory, unwritable.getMessage());
    }
    AnswerFile.write(directory.resolve("searches.csv").toString(), SEARCH_COLUMNS, lines.stream());
    write(directory, "rows_agg.csv", SearchColumns.aggregated(), rows, ServingMode.AGGREGATED);
    write(
        directory,
        "rows_disagg.csv",
        SearchColumns.disaggregated(),
        rows,
        ServingMode.DISAGGREGATED);
  }

  private static void write(
      Path directory,
      String name,
      List<String> columns,
      Map<ServingMode, List<Map<String, Object>>> rows,
      ServingMode mode) {
    List<String> all = new ArrayList<>(List.of("id", "experiment", "kind", "rank"));
    all.addAll(columns);
    AnswerFile.write(directory.resolve(name).toString(), all, rows.get(mode).stream());
  }

  private void answer(
      Request request,
      List<Map<String, Object>> lines,
      Map<ServingMode, List<Map<String, Object>>> rows) {
    long start = System.nanoTime();
    try {
      SearchRequest search = search(request);
      SearchResult result = new Search(search).run();
      double seconds = (System.nanoTime() - start) / 1e9;
      for (SearchBranch branch : result.branches()) {
        lines.add(line(request, result, branch, seconds));
        addRows(rows.get(branch.mode()), request, result, branch);
      }
    } catch (ServeLabException refusal) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("id", request.id());
      line.put("request", request.fields());
      line.put("error", refusal.code());
      line.put("message", OperatorQueries.oneLine(refusal.getMessage()));
      lines.add(line);
    }
  }

  private static Map<String, Object> line(
      Request request, SearchResult result, SearchBranch branch, double seconds) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("id", request.id());
    line.put("request", request.fields());
    line.put("experiment", branch.mode().id());
    line.put("serving_mode", branch.mode().id());
    line.put("backend", result.request().database().engine().id());
    line.put("rows", branch.candidates().size());
    line.put("search_seconds", seconds);
    if (branch.failure().isPresent()) {
      line.put("error", branch.failure().get().code());
      line.put("message", OperatorQueries.oneLine(branch.failure().get().getMessage()));
      return line;
    }
    line.put("pareto_rows", branch.front().points().size());
    line.put("top_rows", branch.top().size());
    line.put("best_tokens_s_gpu", result.throughput(branch));
    line.put("chosen", result.chosen().map(chosen -> chosen == branch).orElse(false));
    return line;
  }

  private static void addRows(
      List<Map<String, Object>> rows, Request request, SearchResult result, SearchBranch branch) {
    addKind(rows, request, result, branch, "all", branch.candidates());
    addKind(rows, request, result, branch, "pareto", branch.front().points());
    addKind(rows, request, result, branch, "top", branch.top());
  }

  private static void addKind(
      List<Map<String, Object>> rows,
      Request request,
      SearchResult result,
      SearchBranch branch,
      String kind,
      List<Candidate> candidates) {
    int rank = 0;
    for (Candidate candidate : candidates) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("id", request.id());
      row.put("experiment", branch.mode().id());
      row.put("kind", kind);
      row.put("rank", rank++);
      row.putAll(SearchColumns.cells(candidate, result.request(), !kind.equals("all")));
      rows.add(row);
    }
  }

  private SearchRequest search(Request request) {
    if (!request.malformed().isEmpty()) {
      throw InvalidValueException.because(request.malformed());
    }
    PerfDatabase database = database(request, request.text("system"));
    String decodeSystem = request.text("decode_system");
    return new SearchRequest(
        models.find(first(request, "model", "model_path")),
        database,
        decodeSystem.isEmpty() ? database : database(request, decodeSystem),
        (int) request.whole("total_gpus", request.whole("gpus", 0)),
        new RequestShape(
            request.whole("isl", 4000), request.whole("osl", 1000), request.whole("prefix", 0)),
        sla(request),
        options(request));
  }

  private static String first(Request request, String key, String alias) {
    return request.text(key).isEmpty() ? request.text(alias) : request.text(key);
  }

  private static Sla sla(Request request) {
    Sla sla = Sla.of(request.number("ttft", 2000), request.number("tpot", 30));
    return request.find("request_latency").isPresent()
        ? sla.withRequestMs(request.number("request_latency", 0))
        : sla;
  }

  private static SearchOptions options(Request request) {
    return new SearchOptions(
        new ServingChoices(
            QuantChoices.NONE,
            new Speculation(
                (int) request.whole("nextn", 0), request.number("nextn_accepted", 0)),
            request.text("attention_backend")),
        memory(request),
        request.flag("enable_chunked_prefill", false),
        SearchOptions.Limits.DEFAULT.withTopN((int) request.whole("top_n", 5)),
        Disaggregation.DEFAULT,
        request.flag("strict_sla", false),
        Map.of());
  }

  private static MemorySettings memory(Request request) {
    return new MemorySettings(
        request.find("free_gpu_memory_fraction").isPresent()
            ? OptionalDouble.of(request.number("free_gpu_memory_fraction", 1))
            : OptionalDouble.empty(),
        request.find("max_seq_len").isPresent()
            ? OptionalLong.of(request.whole("max_seq_len", 1))
            : OptionalLong.empty());
  }

  private PerfDatabase database(Request request, String system) {
    String engine = request.text("backend");
    String mode = request.text("database_mode");
    return databases.get(
        system,
        ServingEngine.of(engine.isEmpty() ? "trtllm" : engine),
        first(request, "version", "backend_version"),
        mode.isEmpty() ? DataMode.SILICON : DataMode.of(mode),
        TransferPolicy.parse(request.text("transfer_policy")));
  }
}

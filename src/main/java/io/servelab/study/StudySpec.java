package io.servelab.study;

import io.servelab.model.Models;
import io.servelab.perf.Databases;
import io.servelab.perf.PerfDatabase;
import io.servelab.search.EditedOperations;
import io.servelab.search.Prices;
import io.servelab.search.Search;
import io.servelab.search.SearchListener;
import io.servelab.search.SearchOptions;
import io.servelab.search.SearchRequest;
import io.servelab.search.SearchResult;
import io.servelab.search.ServingMode;
import io.servelab.search.SharedWorkers;
import io.servelab.search.WorkerSource;
import io.servelab.search.choice.ScoredSearch;
import io.servelab.search.score.Scoring;
import java.util.List;

/**
 * A study whose every value is typed and checked.
 *
 * @param model Hugging Face id, or path of a configuration
 * @param machines the cluster
 * @param engine whose measurements answer
 * @param goal load and targets
 * @param options settings of the search
 * @param modes kinds of deployment to search
 * @param open sections that their owners read
 */
public record StudySpec(
    String model,
    Machines machines,
    EngineChoice engine,
    Goal goal,
    SearchOptions options,
    List<ServingMode> modes,
    OpenSections open) {

  /** Copies the modes. */
  public StudySpec {
    modes = List.copyOf(modes);
  }

  /**
   * The search that the study asks for.
   *
   * @throws io.servelab.error.UnknownNameException if the model, a system or a version is unknown,
   *     or an edited operation
   */
  public SearchRequest toSearch(Databases databases, Models models) {
    PerfDatabase database = open(databases.with(engine.own()), machines.system(), engine.version());
    boolean same =
        machines.decodeSystem().equals(machines.system())
            && engine.decodeVersion().equals(engine.version());
    SearchRequest search =
        new SearchRequest(
            models.find(model),
            database,
            same ? database : open(databases, machines.decodeSystem(), engine.decodeVersion()),
            machines.gpus(),
            goal.request(),
            goal.sla(),
            options.withLimits(onTheirSystem(options.limits(), databases)));
    EditedOperations.check(search);
    return search;
  }

  /** Runs the search: every kind of deployment that the study asks for. */
  public SearchResult search(Databases databases, Models models) {
    return search(databases, models, new SharedWorkers(), SearchListener.NONE);
  }

  /**
   * Runs the search.
   *
   * @param workers where workers come from
   * @param listener watches and may stop it
   */
  public SearchResult search(
      Databases databases, Models models, WorkerSource workers, SearchListener listener) {
    SearchRequest request = toSearch(databases, models);
    Scoring scoring = scoring(request);
    SearchResult found = new Search(request, workers, listener).run(modes).at(prices());
    return scores() ? ScoredSearch.of(found, scoring) : found;
  }

  /** Separate encoders may run on GPUs of their own kind. */
  private SearchOptions.Limits onTheirSystem(SearchOptions.Limits limits, Databases databases) {
    return machines
        .encoderSystem()
        .flatMap(
            system ->
                limits
                    .encoders()
                    .map(pools -> pools.withDatabase(open(databases, system, engine.version()))))
        .map(limits::withEncoders)
        .orElse(limits);
  }

  /** How deployments are judged: targets, constraints and objective. */
  public Scoring scoring(SearchRequest search) {
    return new ScoringReader(this).read(search);
  }

  /** Prices of GPU hours. */
  public Prices prices() {
    return new ScoringReader(this).prices();
  }

  /** Whether something else than throughput under the targets decides. */
  public boolean scores() {
    return goal.objective().isPresent() || !open.constraints().isEmpty();
  }

  private PerfDatabase open(Databases databases, String system, String version) {
    return databases.get(
        system, engine.engine(), version, engine.dataMode(), engine.transfers(), engine.rules());
  }
}

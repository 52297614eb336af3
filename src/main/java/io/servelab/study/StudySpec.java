package io.servelab.study;

import io.servelab.model.Models;
import io.servelab.perf.Databases;
import io.servelab.perf.PerfDatabase;
import io.servelab.search.EditedOperations;
import io.servelab.search.Search;
import io.servelab.search.SearchOptions;
import io.servelab.search.SearchRequest;
import io.servelab.search.SearchResult;
import io.servelab.search.ServingMode;
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
    PerfDatabase database = open(databases, machines.system(), engine.version());
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
            options);
    EditedOperations.check(search);
    return search;
  }

  /** Runs the search: every kind of deployment that the study asks for. */
  public SearchResult search(Databases databases, Models models) {
    return new Search(toSearch(databases, models)).run(modes);
  }

  private PerfDatabase open(Databases databases, String system, String version) {
    return databases.get(
        system, engine.engine(), version, engine.dataMode(), engine.transfers(), engine.rules());
  }
}

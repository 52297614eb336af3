package io.servelab.study;

import io.servelab.error.InfeasibleException;
import io.servelab.error.InvalidValueException;
import io.servelab.error.ServeLabException;
import io.servelab.hardware.ServingEngine;
import io.servelab.hardware.VersionSlots;
import io.servelab.model.Models;
import io.servelab.perf.Databases;
import io.servelab.search.EngineComparison;
import io.servelab.search.Search;
import io.servelab.search.SearchBranch;
import io.servelab.search.SearchListener;
import io.servelab.search.SearchResult;
import io.servelab.search.SharedWorkers;
import io.servelab.search.WorkerSource;
import io.servelab.search.afd.AfdResult;
import io.servelab.search.afd.AfdSearch;
import io.servelab.search.choice.Advice;
import io.servelab.search.choice.Change;
import io.servelab.search.choice.Knob;
import io.servelab.search.choice.ScoredSearch;
import io.servelab.search.plan.Load;
import io.servelab.search.plan.Recommendation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/** Answers a study, also one that leaves the engine open. */
public final class StudySearch {

  /** More GPUs than any worker takes, so that no layout is cut off. */
  private static final int ANY_GPUS = 512;

  private final Databases databases;
  private final Models models;
  private final SearchListener listener;

  /** What one search timed serves the next one. */
  private final WorkerSource workers = new SharedWorkers();

  /** On the tables of one data folder. */
  public StudySearch(Databases databases, Models models) {
    this(databases, models, SearchListener.NONE);
  }

  /**
   * On the tables of one data folder.
   *
   * @param listener watches every search and may stop it
   */
  public StudySearch(Databases databases, Models models, SearchListener listener) {
    this.databases = databases;
    this.models = models;
    this.listener = listener;
  }

  /**
   * Searches the deployments of a study: of its engine, or of every engine that was measured on its
   * systems if it leaves the engine open.
   */
  public SearchResult run(StudyConfig study) {
    List<StudyConfig> engines = measured(study.perBackend());
    if (engines.size() == 1) {
      return search(engines.get(0));
    }
    List<SearchResult> results = engines.stream().map(this::search).toList();
    StudySpec spec = engines.get(0).resolve();
    SearchResult merged = EngineComparison.of(results).asResult().at(spec.prices());
    return spec.scores() ? ScoredSearch.of(merged, spec.scoring(merged.request())) : merged;
  }

  /**
   * Searches deployments whose attention and feed-forward layers have nodes of their own, whatever
   * serving mode the study has; of the engine with the best answer if it leaves the engine open.
   *
   * @throws ServeLabException why there is none
   */
  public AfdResult afd(StudyConfig study) {
    List<StudyConfig> engines = measured(study.with("serving_mode", AfdReader.MODE).perBackend());
    List<AfdResult> found = new ArrayList<>();
    ServeLabException refusal = null;
    for (StudyConfig engine : engines) {
      try {
        found.add(
            new AfdSearch(
                    engine.resolve().toSearch(databases, models), new AfdReader(engine).read())
                .run());
      } catch (ServeLabException failure) {
        refusal = failure;
      }
    }
    if (refusal != null && found.isEmpty()) {
      throw refusal;
    }
    return found.stream()
        .max(Comparator.comparingDouble(each -> each.best().clusterTokensPerSPerGpu()))
        .orElseThrow();
  }

  /** Whether a study asks for nodes of their own for attention and feed-forward layers. */
  public static boolean asksForAfd(StudyConfig study) {
    return study.get("serving_mode").value().equals(AfdReader.MODE);
  }

  private SearchResult search(StudyConfig study) {
    if (asksForAfd(study)) {
      throw InvalidValueException.of(
          "serving_mode",
          AfdReader.MODE,
          "it has tables of its own: ask Study.afd(), or 'servelab search --serving-mode afd'.");
    }
    SearchResult result = study.resolve().search(databases, models, workers, listener);
    List<SearchBranch> branches =
        result.branches().stream()
            .map(branch -> branch.failure().isEmpty() ? branch : blamed(branch, study))
            .toList();
    return result.recommending(branches, result.preferred());
  }

  /** What the hardware cannot compute or was not measured in may be a profile's doing; says so. */
  private static SearchBranch blamed(SearchBranch branch, StudyConfig study) {
    ServeLabException failure = branch.failure().orElseThrow();
    List<String> origins =
        Stream.of("profiles", "gemm", "moe", "kvcache", "fmha")
            .flatMap(key -> study.find(key).stream())
            .filter(value -> !value.value().equals(List.of()))
            .map(value -> value.key() + " = " + value.value() + " in " + value.layer())
            .toList();
    boolean targets =
        failure instanceof InfeasibleException infeasible
            && infeasible.reason() == InfeasibleException.Reason.TARGETS;
    if (targets || origins.isEmpty()) {
      return branch;
    }
    return branch.failing(
        InvalidValueException.because(
            failure.getMessage() + "\nSet here: " + String.join("; ", origins) + "."));
  }

  /**
   * The smallest change of each single setting after which a study has an answer, smallest first;
   * found by searching with changed settings.
   */
  public List<Change> changes(StudyConfig study) {
    List<Change> changes = new ArrayList<>();
    for (StudyConfig engine : measured(study.perBackend())) {
      StudySpec spec = engine.resolve();
      Advice advice =
          Advice.until(
              request ->
                  Advice.answers(
                      new Search(request, workers, listener), spec.modes(), spec.scoring(request)));
      changes.addAll(advice.changes(spec.toSearch(databases, models)));
    }
    Map<Knob, Change> smallest = new EnumMap<>(Knob.class);
    for (Change change : changes) {
      smallest.merge(
          change.knob(), change, BinaryOperator.minBy(Comparator.comparingDouble(Change::factor)));
    }
    return smallest.values().stream().sorted(Comparator.comparingDouble(Change::factor)).toList();
  }

  /**
   * A cluster for a load, as small as it gets; the size that the study gives is not looked at.
   *
   * @param cap GPUs that may be used in all, if that is limited
   * @throws io.servelab.error.InfeasibleException if the model fits nowhere or nothing meets the
   *     targets
   */
  public Recommendation recommend(StudyConfig study, Load load, OptionalInt cap) {
    List<Recommendation> found = new ArrayList<>();
    ServeLabException refusal = null;
    for (StudyConfig engine : measured(study.with("gpus", ANY_GPUS).perBackend())) {
      StudySpec spec = engine.resolve();
      try {
        Recommendation one =
            Recommendation.of(spec.toSearch(databases, models), spec.modes(), load, cap, workers);
        found.add(one.at(spec.prices()));
      } catch (ServeLabException failure) {
        refusal = failure;
      }
    }
    if (refusal != null && found.isEmpty()) {
      throw refusal;
    }
    return found.stream()
        .min(
            Comparator.comparing((Recommendation each) -> !each.sizing().servesAll())
                .thenComparingDouble(each -> -each.sizing().score()))
        .orElseThrow();
  }

  /** The engines with measurements; all of them if there is none, so that an error tells why. */
  private List<StudyConfig> measured(List<StudyConfig> engines) {
    List<StudyConfig> measured = engines.stream().filter(this::isMeasured).toList();
    return measured.isEmpty() ? engines : measured;
  }

  private boolean isMeasured(StudyConfig study) {
    ServingEngine engine = ServingEngine.of(study.get("backend").value().toString());
    return List.of("system", "decode_system").stream()
        .flatMap(key -> study.find(key).stream())
        .allMatch(
            system ->
                VersionSlots.of(databases.home(), system.value().toString(), engine).measured());
  }
}

package io.servelab.bulk;

import io.servelab.error.InvalidValueException;
import io.servelab.error.ServeLabException;
import io.servelab.model.Models;
import io.servelab.perf.Databases;
import io.servelab.perf.RuleSet;
import io.servelab.search.EngineComparison;
import io.servelab.search.Search;
import io.servelab.search.SearchListener;
import io.servelab.search.SearchRequest;
import io.servelab.search.SearchResult;
import io.servelab.search.ServingMode;
import io.servelab.search.SharedWorkers;
import io.servelab.search.WorkerSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Runs whole searches, one for each line of a file. */
public final class SearchQueries {

  private static final double NANOS = 1e9;

  /** Searches that run side by side before their answers are written. */
  private static final int AT_ONCE = 2 * Runtime.getRuntime().availableProcessors();

  private final Databases databases;
  private final Models models;
  private final RuleSet rules;

  /** Over the databases of one data folder. */
  public SearchQueries(Databases databases, Models models, RuleSet rules) {
    this.databases = databases;
    this.models = models;
    this.rules = rules;
  }

  /**
   * Answers a file of requests with {@code searches.csv}, {@code rows_agg.csv} and {@code
   * rows_disagg.csv}.
   *
   * <p>The lines of an answer file, one for each experiment of a search, are one request.
   *
   * @param requests path of the requests, or {@code -}
   * @param directory where the answers go; made if absent, and untouched until all are there
   * @throws InvalidValueException if the requests cannot be read or the answers not be written
   */
  public void run(String requests, Path directory) {
    List<Request> questions = new ArrayList<>();
    Set<String> asked = new HashSet<>();
    for (Request question : RequestFile.read(requests, Set.copyOf(SearchFolder.answerColumns()))) {
      if (question.id().isEmpty() || asked.add(question.id() + question.fields())) {
        questions.add(question);
      }
    }
    try (SearchFolder folder = SearchFolder.create(directory)) {
      answer(questions, folder, SearchListener.NONE);
      folder.publish();
    }
  }

  /** Answers requests in their order, several at a time. */
  void answer(List<Request> questions, SearchFolder folder, SearchListener listener) {
    for (int from = 0; from < questions.size(); from += AT_ONCE) {
      int to = Math.min(from + AT_ONCE, questions.size());
      // Neighbours in a file tend to differ in little; what they remember goes with them.
      WorkerSource workers = new SharedWorkers();
      questions.subList(from, to).parallelStream()
          .map(question -> answer(question, workers, listener))
          .toList()
          .forEach(folder::add);
      folder.flush();
    }
  }

  private SearchText answer(Request request, WorkerSource workers, SearchListener listener) {
    long start = System.nanoTime();
    SearchText text = new SearchText();
    List<ServingMode> modes = List.of(ServingMode.values());
    try {
      SearchQuestion question = new SearchQuestion(request, databases, models, rules);
      modes = question.modes();
      List<SearchResult> results = new ArrayList<>();
      for (SearchRequest search : question.searches()) {
        results.add(new Search(search, workers, listener).run(modes));
      }
      double seconds = (System.nanoTime() - start) / NANOS;
      SearchAnswer answer = new SearchAnswer(request, text, seconds);
      if (results.size() > 1) {
        answer.compared(EngineComparison.of(results));
      } else {
        answer.single(results.get(0), question.comparesEngines());
      }
    } catch (SearchRefusal refusal) {
      new SearchAnswer(request, text, 0).refused(refusal, modes);
    } catch (ServeLabException refusal) {
      new SearchAnswer(request, text, 0).refused(refusal.code(), refusal.getMessage());
    }
    return text;
  }
}

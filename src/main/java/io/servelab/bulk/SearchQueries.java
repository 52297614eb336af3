package io.servelab.bulk;

import io.servelab.error.InvalidValueException;
import io.servelab.error.ServeLabException;
import io.servelab.model.Models;
import io.servelab.perf.Databases;
import io.servelab.search.EngineComparison;
import io.servelab.search.Search;
import io.servelab.search.SearchRequest;
import io.servelab.search.SearchResult;
import io.servelab.search.ServingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Runs whole searches, one for each line of a file. */
public final class SearchQueries {

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
   * <p>The lines of an answer file, one for each experiment of a search, are one request.
   *
   * @param requests path of the requests, or {@code -}
   * @param directory where the answers go; made if absent, and untouched until all are there
   * @throws InvalidValueException if the requests cannot be read or the answers not be written
   */
  public void run(String requests, Path directory) {
    List<Request> questions =
        RequestFile.read(requests, Set.copyOf(SearchFolder.answerColumns()));
    try (SearchFolder folder = SearchFolder.create(directory)) {
      Set<String> asked = new HashSet<>();
      for (Request question : questions) {
        if (question.id().isEmpty() || asked.add(question.id() + question.fields())) {
          answer(question, new SearchAnswer(question, folder));
        }
      }
      folder.publish();
    }
  }

  private void answer(Request request, SearchAnswer answer) {
    List<ServingMode> modes = List.of(ServingMode.values());
    try {
      SearchQuestion question = new SearchQuestion(request, databases, models);
      modes = question.modes();
      List<SearchResult> results = new ArrayList<>();
      for (SearchRequest search : question.searches()) {
        results.add(new Search(search).run(modes));
      }
      if (question.comparesEngines() && results.size() > 1) {
        answer.compared(EngineComparison.of(results));
      } else {
        answer.single(results.get(0), question.comparesEngines());
      }
    } catch (SearchRefusal refusal) {
      answer.refused(refusal, modes);
    } catch (ServeLabException refusal) {
      answer.refused(refusal.code(), refusal.getMessage());
    }
  }
}

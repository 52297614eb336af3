package io.servelab.search;

import io.servelab.perf.DataNotes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a reader has to know before trusting what a search found. */
public final class SearchNotes {

  private SearchNotes() {}

  /** One sentence for each: what stands in for measurements, and what the model cannot do. */
  public static List<String> of(SearchResult result) {
    List<String> notes = new ArrayList<>();
    for (SearchRequest search : result.searches()) {
      notes.addAll(DataNotes.of(search.database()));
      notes.addAll(DataNotes.of(search.decodeDatabase()));
    }
    tooLong(result.request()).ifPresent(notes::add);
    return notes.stream().distinct().toList();
  }

  private static Optional<String> tooLong(SearchRequest search) {
    long tokens = search.request().isl() + search.request().osl();
    return search.model().shape().isTooLong(tokens)
        ? Optional.of(
            "Requests of "
                + tokens
                + " tokens are longer than the context of "
                + search.model().id()
                + ", "
                + search.model().shape().contextLength()
                + " tokens; engines refuse them, and nothing is simulated.")
        : Optional.empty();
  }
}

package io.servelab.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;

/** The cells that were run since the kernel started; consoles offer them on the up arrow. */
final class SessionHistory {

  /** The number of this session; earlier ones are not kept. Zero also means the current one. */
  private static final int SESSION = 1;

  private record Entry(int count, String input) {}

  private final List<Entry> entries = new ArrayList<>();

  synchronized void add(int count, String input) {
    entries.add(new Entry(count, input));
  }

  /**
   * The entries that a client asks for, oldest first, each as session, count and input (with
   * output: input and output, the latter always null as it is not kept).
   */
  synchronized List<List<Object>> matching(HistoryRequest request) {
    return select(request).stream().map(entry -> listed(entry, request.includeOutput())).toList();
  }

  private List<Entry> select(HistoryRequest request) {
    if (request instanceof HistoryRequest.Range range) {
      boolean current = range.getSessionIndex() == 0 || range.getSessionIndex() == SESSION;
      int stop = range.getStop() == 0 ? Integer.MAX_VALUE : range.getStop();
      return current
          ? last(entries.size(), entry -> entry.count() >= range.getStart() && entry.count() < stop)
          : List.of();
    }
    if (request instanceof HistoryRequest.Search search) {
      Pattern glob = glob(search.getPattern());
      Set<String> seen = new HashSet<>();
      return last(
          search.getMaxReturnLength(),
          entry ->
              glob.matcher(entry.input()).matches()
                  && (!search.filterUnique() || seen.add(entry.input())));
    }
    return request instanceof HistoryRequest.Tail tail
        ? last(tail.getMaxReturnLength(), entry -> true)
        : List.of();
  }

  private List<Entry> last(int limit, Predicate<Entry> wanted) {
    List<Entry> found = new ArrayList<>();
    for (int i = entries.size() - 1; i >= 0 && (limit <= 0 || found.size() < limit); i--) {
      if (wanted.test(entries.get(i))) {
        found.add(0, entries.get(i));
      }
    }
    return found;
  }

  private static List<Object> listed(Entry entry, boolean withOutput) {
    Object content = withOutput ? Arrays.asList(entry.input(), null) : entry.input();
    return List.of(SESSION, entry.count(), content);
  }

  private static Pattern glob(String text) {
    String pattern =
        (text == null ? "*" : text)
            .codePoints()
            .mapToObj(
                c ->
                    switch (c) {
                      case '*' -> ".*";
                      case '?' -> ".";
                      default -> Pattern.quote(Character.toString(c));
                    })
            .collect(Collectors.joining());
    return Pattern.compile(pattern, Pattern.DOTALL);
  }
}

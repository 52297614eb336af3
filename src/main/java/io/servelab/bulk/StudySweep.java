package io.servelab.bulk;

import io.servelab.error.ServeLabException;
import io.servelab.model.Models;
import io.servelab.perf.Databases;
import io.servelab.search.SearchListener;
import io.servelab.study.StudySearch;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;

/**
 * Searches every study of a grid, several at a time, into one table that grows row by row.
 *
 * <p>With a file, a sweep that was interrupted is taken up where it stopped. The rows come in the
 * order of the grid and do not depend on the number of cores.
 */
public final class StudySweep {

  /** Searches that run side by side before their answers are written. */
  private static final int AT_ONCE = 2 * Runtime.getRuntime().availableProcessors();

  private final StudyGrid grid;
  private final Databases databases;
  private final Models models;

  /** Prepares a sweep on the tables of one data folder. */
  public StudySweep(StudyGrid grid, Databases databases, Models models) {
    this.grid = grid;
    this.databases = databases;
    this.models = models;
  }

  /** Columns of the table. */
  public List<String> columns() {
    return SweepRows.columns(grid.axes().keySet());
  }

  /** Whether a column of the table holds numbers. */
  public static boolean isNumber(String column) {
    return SweepRows.isNumber(column);
  }

  /**
   * Runs the sweep.
   *
   * @param file CSV file in which the table grows, if it is to be kept
   * @param listener told of every row; may stop the sweep
   * @return studies that were searched now
   * @throws CancellationException if the listener stopped it; the file keeps what is answered
   * @throws io.servelab.error.InvalidValueException if the file holds another sweep
   */
  public int run(Optional<Path> file, SweepListener listener) {
    Map<String, StudyGrid.Point> open = new LinkedHashMap<>();
    String study = fingerprint();
    grid.points().forEach(point -> open.put(study + " | " + point.name(), point));
    if (file.isEmpty()) {
      return answer(open, 0, Optional.empty(), listener);
    }
    try (SweepFile growing = SweepFile.open(file.get(), columns(), open.keySet())) {
      growing.earlier().forEach(listener::row);
      growing.earlier().forEach(row -> open.remove(row.get(SweepRows.POINT)));
      return answer(open, grid.size() - open.size(), Optional.of(growing), listener);
    }
  }

  /** Tells sweeps of different studies apart; the axes are in the table. */
  private String fingerprint() {
    Map<String, Object> shared = new TreeMap<>(grid.base().values());
    shared.keySet().removeAll(grid.axes().keySet());
    return "%08x".formatted(shared.toString().hashCode());
  }

  private int answer(
      Map<String, StudyGrid.Point> open,
      int before,
      Optional<SweepFile> file,
      SweepListener listener) {
    List<Map.Entry<String, StudyGrid.Point>> all = List.copyOf(open.entrySet());
    SearchListener stopping =
        new SearchListener() {
          @Override
          public boolean cancelled() {
            return listener.cancelled();
          }
        };
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      if (listener.cancelled()) {
        throw new CancellationException("The sweep was stopped.");
      }
      int to = Math.min(from + AT_ONCE, all.size());
      // Neighbours tend to differ in little; what they remember goes with them.
      StudySearch search = new StudySearch(databases, models, stopping);
      all.subList(from, to).parallelStream()
          .map(point -> rows(point.getKey(), point.getValue(), search))
          .toList()
          .forEach(
              rows ->
                  rows.forEach(
                      row -> {
                        file.ifPresent(growing -> growing.add(row));
                        listener.row(row);
                      }));
      file.ifPresent(SweepFile::flush);
      listener.answered(before + to, grid.size());
    }
    return all.size();
  }

  private List<Map<String, Object>> rows(String name, StudyGrid.Point point, StudySearch search) {
    SweepRows rows = new SweepRows(name, point.values());
    try {
      return rows.of(search.run(grid.study(point)));
    } catch (ServeLabException failure) {
      return rows.of(failure);
    }
  }
}

package io.servelab;

import io.servelab.bulk.StudyGrid;
import io.servelab.bulk.StudySweep;
import io.servelab.bulk.SweepListener;
import io.servelab.notebook.Displayable;
import io.servelab.notebook.HelpCard;
import io.servelab.notebook.MimeBundle;
import io.servelab.notebook.Notebook;
import io.servelab.notebook.Progress;
import io.servelab.study.StudyConfig;
import io.servelab.table.GrowingTable;
import io.servelab.table.TableView;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.Table;

/**
 * Every combination of some settings, such as models x systems x engines x loads, searched on all
 * cores into one table. Immutable; nothing is searched before {@link #table} is asked for.
 */
public final class Grid implements Displayable {

  private final Session session;
  private final StudyConfig base;
  private final Map<String, List<?>> axes;
  private final Optional<Path> file;
  private @Nullable Table found;

  Grid(Session session, StudyConfig base, Map<String, List<?>> axes, Optional<Path> file) {
    this.session = session;
    this.base = base;
    this.axes = axes;
    this.file = file;
  }

  /**
   * With every value of one more setting.
   *
   * @param key key of the configuration, such as {@code model}, {@code backend} or {@code isl}
   * @throws io.servelab.error.UnknownNameException if there is no such key
   */
  public Grid over(String key, Object... values) {
    Map<String, List<?>> more = new LinkedHashMap<>(axes);
    more.put(key, Arrays.asList(values));
    return new Grid(session, base, new StudyGrid(base, more).axes(), file);
  }

  /**
   * With a CSV file in which the table grows. A grid that was interrupted, or that another program
   * began, goes on from there.
   */
  public Grid into(Path csv) {
    return new Grid(session, base, axes, Optional.of(csv));
  }

  /** With a CSV file in which the table grows. */
  public Grid into(String csv) {
    return into(Path.of(csv));
  }

  /** Number of studies. */
  public int size() {
    return new StudyGrid(base, axes).size();
  }

  /**
   * The recommended deployment of each kind for every study, or why there is none.
   *
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; the file keeps
   *     what is answered
   */
  public Table table() {
    return table(growing -> {});
  }

  /**
   * The table, shown to somebody while it grows.
   *
   * @param watcher gets the table whenever some studies are answered
   */
  public synchronized Table table(Consumer<Table> watcher) {
    if (found == null) {
      found = search(watcher);
    }
    return found;
  }

  private Table search(Consumer<Table> watcher) {
    StudySweep sweep =
        new StudySweep(new StudyGrid(base, axes), session.databases(), session.models());
    GrowingTable growing = new GrowingTable("grid", sweep.columns(), StudySweep::isNumber);
    Thread caller = Thread.currentThread();
    try (Progress progress = Notebook.progress("Searches", size())) {
      sweep.run(
          file,
          new SweepListener() {
            private int before;

            @Override
            public void row(Map<String, ?> cells) {
              growing.add(cells);
            }

            @Override
            public void answered(int done, int total) {
              progress.advance(done - (long) before);
              before = done;
              watcher.accept(growing.table());
            }

            @Override
            public boolean cancelled() {
              return caller.isInterrupted();
            }
          });
    }
    return growing.table().removeColumns("point");
  }

  /** What can come next, with an example of each. */
  public HelpCard help() {
    return HelpCards.GRID;
  }

  @Override
  public MimeBundle mimeBundle() {
    return TableView.of(table()).rows(60).mimeBundle();
  }

  @Override
  public String toString() {
    return size() + " studies over " + String.join(", ", axes.keySet());
  }
}

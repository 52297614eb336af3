package io.servelab.op.moe;

import io.servelab.model.MoeQuant;
import io.servelab.perf.Grid;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.TableAdmission;
import io.servelab.perf.TableHealth;
import io.servelab.perf.TableIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Judges each expert curve of an engine against the same curve of the other engines on the same
 * system, over batches so small that launching and reading weights count.
 */
public final class MoeAdmission {

  private static final TableIndex<MoeAdmission> INDEX = MoeAdmission::new;

  private static final double SMALL_TOKENS = 64;

  private final PerfDatabase database;
  private final Map<MoeTable.Key, TableAdmission> admissions = new ConcurrentHashMap<>();

  private MoeAdmission(PerfDatabase database) {
    this.database = database;
  }

  /** The judgements of one database. */
  public static MoeAdmission of(PerfDatabase database) {
    return database.index(INDEX);
  }

  /**
   * Curves of the engine's own table that fail, with their judgements, in file order; takes a
   * while, since every curve is built.
   */
  public Map<String, TableAdmission> failures() {
    Map<String, TableAdmission> failures = new LinkedHashMap<>();
    if (database.find("moe").isPresent()) {
      for (MoeTable.Key key : database.index(MoeTable.INDEX).ordinary().keys()) {
        TableAdmission admission = admission(key);
        if (!admission.admitted()) {
          failures.put(key.toString(), admission);
        }
      }
    }
    return failures;
  }

  /** How the engine's own curve compares; admitted where there is none. */
  TableAdmission admission(MoeTable.Key key) {
    return admissions.computeIfAbsent(key, this::judge);
  }

  private TableAdmission judge(MoeTable.Key key) {
    List<TableHealth> others = new ArrayList<>();
    database.siblings().forEach(other -> others.add(health(other, key)));
    return TableAdmission.judge(health(database, key), others);
  }

  private static TableHealth health(PerfDatabase source, MoeTable.Key key) {
    Optional<Grid> curve =
        source.find("moe").flatMap(table -> source.index(MoeTable.INDEX).ordinary().find(key));
    List<Double> times = new ArrayList<>();
    List<Double> slopes = new ArrayList<>();
    ExpertWork work = ExpertWork.of(key.shape(), true, key.split(), quant(key));
    curve.ifPresent(
        grid ->
            grid.forEach(
                (point, latencyMs, powerW) -> {
                  if (point[0] <= SMALL_TOKENS) {
                    times.add(latencyMs);
                    slopes.add(
                        latencyMs / work.bound(source.system().gpu(), (long) point[0]).totalMs());
                  }
                }));
    return new TableHealth(median(times), median(slopes));
  }

  private static MoeQuant quant(MoeTable.Key key) {
    return Arrays.stream(MoeQuant.values())
        .filter(quant -> quant.id().equals(key.quant()))
        .findFirst()
        .orElse(MoeQuant.BFLOAT16);
  }

  private static double median(List<Double> values) {
    return values.isEmpty()
        ? 0
        : values.stream().mapToDouble(Double::doubleValue).sorted().toArray()[values.size() / 2];
  }
}

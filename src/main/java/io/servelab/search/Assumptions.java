package io.servelab.search;

import io.servelab.error.InvalidValueException;
import io.servelab.error.NoDataException;
import io.servelab.estimate.WorkerFactory;
import io.servelab.estimate.WorkerRole;
import io.servelab.estimate.WorkerSpec;
import io.servelab.hardware.Assumption;
import io.servelab.hardware.SystemAssumptions;
import io.servelab.layers.LayerPlan;
import io.servelab.model.InferredQuant;
import io.servelab.model.QuantContext;
import io.servelab.model.QuantModes;
import io.servelab.perf.DataNotes;
import io.servelab.perf.PerfDatabase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the answer of a search rests on that nobody stated. */
public final class Assumptions {

  private Assumptions() {}

  /**
   * Number formats with the reason of each, what stands in for measurements, and what the
   * descriptions of the systems leave open.
   */
  public static List<Assumption> of(SearchRequest search) {
    Set<Assumption> found = new LinkedHashSet<>();
    formats(search, WorkerRole.MIXED, search.database()).ifPresent(found::addAll);
    formats(search, WorkerRole.DECODE, search.decodeDatabase()).ifPresent(found::addAll);
    for (PerfDatabase database : List.of(search.database(), search.decodeDatabase())) {
      for (String note : DataNotes.of(database)) {
        found.add(new Assumption("measurements", "times", database.toString(), note));
      }
      found.addAll(SystemAssumptions.of(database.system()));
    }
    return List.copyOf(found);
  }

  /** Formats of the first layout that can be built; they are those of every layout. */
  private static Optional<List<Assumption>> formats(
      SearchRequest search, WorkerRole role, PerfDatabase database) {
    return RoleLayouts.of(search, role, database).layouts().stream()
        .map(
            layout ->
                new WorkerSpec(
                    search.model(),
                    database,
                    layout,
                    search.options().choices(role),
                    role,
                    QuantContext.Purpose.SEARCH))
        .flatMap(spec -> plan(spec).stream())
        .findFirst()
        .map(plan -> formats(plan.quant()));
  }

  private static Optional<LayerPlan> plan(WorkerSpec spec) {
    try {
      return Optional.of(WorkerFactory.plan(spec));
    } catch (InvalidValueException | NoDataException refusal) {
      return Optional.empty();
    }
  }

  private static List<Assumption> formats(InferredQuant quant) {
    QuantModes modes = quant.modes();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("gemm", modes.gemm().id());
    values.put("moe", quant.experts().id());
    values.put("kv", modes.kv().id());
    values.put("fmha", modes.fmha().id());
    values.put("comm", modes.comm().id());
    List<Assumption> rows = new ArrayList<>();
    values.forEach(
        (what, value) ->
            rows.add(
                new Assumption(
                    "number formats",
                    what,
                    value.toString(),
                    quant.reasons().getOrDefault(what, ""))));
    quant
        .projections()
        .forEach(
            (group, format) ->
                rows.add(
                    new Assumption(
                        "number formats",
                        group.toString().toLowerCase(Locale.ROOT),
                        format.id(),
                        "the checkpoint leaves it out of quantisation")));
    return rows;
  }
}

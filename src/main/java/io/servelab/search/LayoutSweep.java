package io.servelab.search;

import io.servelab.engine.Worker;
import io.servelab.error.InvalidValueException;
import io.servelab.error.NoDataException;
import io.servelab.error.ServeLabException;
import io.servelab.estimate.WorkerFactory;
import io.servelab.estimate.WorkerSpec;
import io.servelab.layers.LayerPlan;
import io.servelab.model.GemmQuant;
import io.servelab.model.QuantContext;
import io.servelab.model.RequestedLayout;
import io.servelab.perf.DataMode;
import io.servelab.perf.RuleSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Evaluates the layouts of a role on all cores; the outcome is in the order of the layouts. */
final class LayoutSweep {

  private final SearchRequest search;
  private final WorkerSource workers;
  private final SearchListener listener;

  LayoutSweep(SearchRequest search, WorkerSource workers, SearchListener listener) {
    this.search = search;
    this.workers = workers;
    this.listener = listener;
  }

  /**
   * Visits every layout.
   *
   * @param visit evaluates the points of a worker
   * @return the points of all layouts
   * @throws io.servelab.error.ServeLabException why there is none
   * @throws CancellationException if the listener asked to stop
   */
  <P> List<P> sweep(ServingMode mode, RoleLayouts role, Function<Worker, SweepOutcome<P>> visit) {
    role.layouts().stream().findFirst().ifPresent(layout -> requireScales(spec(role, layout)));
    AtomicInteger done = new AtomicInteger();
    List<SweepOutcome<P>> outcomes =
        role.layouts().parallelStream()
            .map(
                layout -> {
                  if (listener.cancelled()) {
                    throw new CancellationException("The search was cancelled.");
                  }
                  SweepOutcome<P> outcome = visit(spec(role, layout), visit);
                  listener.evaluated(mode, done.incrementAndGet(), role.layouts().size());
                  return outcome;
                })
            .toList();
    List<P> found = outcomes.stream().flatMap(outcome -> outcome.points().stream()).toList();
    if (found.isEmpty()) {
      throw failure(role, SweepOutcome.failure(who(role), outcomes));
    }
    return found;
  }

  private WorkerSpec spec(RoleLayouts role, RequestedLayout layout) {
    return new WorkerSpec(
        search.model(),
        role.database(),
        layout,
        search.options().choices(role.role()),
        role.role(),
        QuantContext.Purpose.SEARCH);
  }

  /** A layout that cannot shard the model is no candidate, and no reason to stop. */
  private <P> SweepOutcome<P> visit(WorkerSpec spec, Function<Worker, SweepOutcome<P>> visit) {
    try {
      return visit.apply(workers.build(spec));
    } catch (InvalidValueException | NoDataException refusal) {
      return SweepOutcome.refused(refusal);
    }
  }

  /**
   * Formats without any row are the better reason, because no other layout would help; a device
   * that cannot compute in them is better still.
   */
  private ServeLabException failure(RoleLayouts role, ServeLabException failure) {
    if (!(failure instanceof NoDataException)) {
      role.layouts().forEach(layout -> checkFormats(spec(role, layout)));
    }
    return failure;
  }

  private static void checkFormats(WorkerSpec spec) {
    if (spec.database().mode() == DataMode.SILICON) {
      plan(spec).ifPresent(MeasuredFormats.of(spec.database())::check);
    }
  }

  /** The reference release refuses static scales without rows even where it would not read them. */
  private static void requireScales(WorkerSpec spec) {
    MeasuredFormats measured = MeasuredFormats.of(spec.database());
    if (spec.database().rules() == RuleSet.REFERENCE && measured.lacksStaticScales()) {
      plan(spec)
          .filter(plan -> plan.quant().modes().gemm() == GemmQuant.FP8_STATIC)
          .ifPresent(measured::check);
    }
  }

  private static Optional<LayerPlan> plan(WorkerSpec spec) {
    try {
      return Optional.of(WorkerFactory.plan(spec));
    } catch (InvalidValueException | NoDataException refusal) {
      return Optional.empty();
    }
  }

  private String who(RoleLayouts role) {
    return search.model().id()
        + " as "
        + role.role().name().toLowerCase(Locale.ROOT)
        + " worker on at most "
        + search.totalGpus()
        + " x "
        + role.database().system();
  }
}

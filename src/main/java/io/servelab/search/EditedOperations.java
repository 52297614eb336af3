package io.servelab.search;

import io.servelab.error.InvalidValueException;
import io.servelab.error.NoDataException;
import io.servelab.error.UnknownNameException;
import io.servelab.estimate.WorkerFactory;
import io.servelab.estimate.WorkerRole;
import io.servelab.estimate.WorkerSpec;
import io.servelab.layers.LayerEdit;
import io.servelab.layers.LayerStack;
import io.servelab.layers.ModelLayers;
import io.servelab.model.QuantContext;
import io.servelab.model.RequestedLayout;
import io.servelab.perf.PerfDatabase;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks that every edit of a search meets an operation in one of its layouts at least. */
public final class EditedOperations {

  private final SearchRequest search;
  private final List<LayerEdit> unmet;
  private final Set<String> names = new LinkedHashSet<>();

  private EditedOperations(SearchRequest search) {
    this.search = search;
    this.unmet = new ArrayList<>(search.options().choices().edits());
  }

  /**
   * Checks the edits of a search.
   *
   * @throws UnknownNameException if one meets no operation; names the nearest ones
   */
  public static void check(SearchRequest search) {
    EditedOperations operations = new EditedOperations(search);
    operations.visit(WorkerRole.MIXED, search.database());
    operations.visit(WorkerRole.DECODE, search.decodeDatabase());
    // Where no layout can be built at all, the search says why.
    if (!operations.unmet.isEmpty() && !operations.names.isEmpty()) {
      throw UnknownNameException.of(
          "operation", operations.unmet.get(0).operation(), operations.names);
    }
  }

  private void visit(WorkerRole role, PerfDatabase database) {
    if (unmet.isEmpty()) {
      return;
    }
    for (RequestedLayout layout : RoleLayouts.of(search, role, database).layouts()) {
      WorkerSpec spec =
          new WorkerSpec(
              search.model(),
              database,
              layout,
              search.options().choices(role),
              role,
              QuantContext.Purpose.SEARCH);
      stack(spec).ifPresent(this::visit);
      if (unmet.isEmpty()) {
        return;
      }
    }
  }

  /** Operations of a layout; none if it cannot be built, which is no matter of edits. */
  private static Optional<LayerStack> stack(WorkerSpec spec) {
    try {
      return Optional.of(ModelLayers.stack(WorkerFactory.plan(spec)));
    } catch (InvalidValueException | NoDataException refusal) {
      return Optional.empty();
    }
  }

  private void visit(LayerStack asBuilt) {
    int layers = search.model().shape().layers();
    LayerStack stack = asBuilt;
    names.addAll(stack.names());
    for (LayerEdit edit : search.options().choices().edits()) {
      if (stack.meets(edit, layers)) {
        unmet.remove(edit);
        stack = stack.with(List.of(edit), layers);
        names.addAll(stack.names());
      }
    }
  }
}

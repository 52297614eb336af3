package io.servelab.layers;

import io.servelab.error.UnknownNameException;
import io.servelab.layers.LayerEdit.Requantise;
import io.servelab.layers.LayerEdit.Within;
import io.servelab.op.LayerOp;
import io.servelab.op.Operation;
import io.servelab.op.group.Fallback;
import io.servelab.op.group.Overlap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Applies one edit to every list of a stack, groups included. */
final class StackEditor {

  private final LayerEdit edit;
  private final Pattern names;
  private final double share;

  /** Formats of the operations that were passed over because they do not know the asked one. */
  private final Set<String> otherFormats = new TreeSet<>();

  private boolean found;

  private StackEditor(LayerEdit edit, int layers) {
    this.edit = edit;
    this.share = edit instanceof Within within ? within.layers().shareOf(layers) : 1;
    this.names =
        Pattern.compile(
            Arrays.stream(edit.operation().split("\\*", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*")));
  }

  /**
   * The edited stack, or nothing if the edit meets no operation.
   *
   * @param layers layers of the model
   * @throws UnknownNameException if no operation that the edit meets knows its format
   */
  static Optional<LayerStack> apply(LayerStack stack, LayerEdit edit, int layers) {
    StackEditor editor = new StackEditor(edit, layers);
    boolean everywhere = !(edit instanceof Within);
    LayerStack edited =
        new LayerStack(
            editor.spread(stack.prefill()),
            editor.spread(stack.decode()),
            everywhere ? editor.spread(stack.encoder()) : stack.encoder());
    if (editor.found) {
      return Optional.of(edited);
    }
    if (!editor.otherFormats.isEmpty()) {
      throw UnknownNameException.of(
          "number format of " + edit.operation() + ":",
          editor.requantised().format(),
          editor.otherFormats);
    }
    return Optional.empty();
  }

  private Requantise requantised() {
    return (Requantise) (edit instanceof Within within ? within.edit() : edit);
  }

  /** Operations of a pass, edited in a share of the layers. */
  private List<LayerOp> spread(List<LayerOp> operations) {
    if (share == 1) {
      return edited(operations, false);
    }
    List<LayerOp> result = new ArrayList<>();
    for (LayerOp operation : operations) {
      List<LayerOp> before = List.of(operation);
      List<LayerOp> after = OperationNames.isInLayers(operation) ? edited(before, false) : before;
      if (after.equals(before)) {
        result.add(operation);
      } else {
        after.forEach(changed -> result.add(changed.withCount(changed.count() * share)));
        result.add(operation.withCount(operation.count() * (1 - share)));
      }
    }
    return result;
  }

  /**
   * Operations after the edit.
   *
   * @param named whether they belong to a group that the edit names
   */
  private List<LayerOp> edited(List<LayerOp> operations, boolean named) {
    List<LayerOp> result = new ArrayList<>();
    for (LayerOp operation : operations) {
      boolean meant = named || isNamed(operation.name());
      if (meant && edit.accepts(operation)) {
        found = true;
        result.addAll(edit.appliedTo(operation));
      } else {
        if (meant) {
          otherFormats.addAll(OperationFormats.of(operation.operation()));
        }
        result.add(operation.withOperation(inside(operation.operation(), meant)));
      }
    }
    return result;
  }

  private boolean isNamed(String name) {
    return names.matcher(name).matches()
        || names.matcher(OperationNames.withoutPhase(name)).matches();
  }

  private Operation inside(Operation operation, boolean named) {
    if (operation instanceof Overlap overlap) {
      return new Overlap(edited(overlap.first(), named), edited(overlap.second(), named));
    }
    if (operation instanceof ScaledOperation scaled) {
      return new ScaledOperation(inside(scaled.operation(), named), scaled.factor());
    }
    if (operation instanceof EditedBlock block) {
      return inside(block.block(), block.parts(), named);
    }
    return operation instanceof Fallback fallback
        ? inside(fallback, fallback.parts(), named)
        : operation;
  }

  /**
   * A block after the edit.
   *
   * @param parts what stands in for it, after earlier edits
   */
  private Operation inside(Fallback fallback, List<LayerOp> parts, boolean named) {
    List<LayerOp> editedParts = edited(parts, named);
    List<LayerOp> block = edited(List.of(fallback.block()), named);
    if (block.isEmpty()) {
      return new Overlap(editedParts, List.of());
    }
    LayerOp whole = block.get(0);
    boolean same = whole.equals(fallback.block());
    Operation edited =
        same && !editedParts.equals(fallback.parts())
            ? new EditedBlock(fallback, editedParts)
            : new Fallback(whole, editedParts);
    if (block.size() == 1) {
      return edited;
    }
    List<LayerOp> longer = new ArrayList<>(block);
    longer.set(0, new LayerOp(whole.name(), 1, whole.role(), edited));
    return new Overlap(longer, List.of());
  }
}

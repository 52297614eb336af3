package io.servelab.layers;

import io.servelab.error.UnknownNameException;
import io.servelab.op.LayerOp;
import io.servelab.op.Operation;
import io.servelab.op.group.Fallback;
import io.servelab.op.group.Overlap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Applies one edit to every list of a stack, groups included. */
final class StackEditor {

  private final LayerEdit edit;
  private final Pattern names;
  private boolean found;

  private StackEditor(LayerEdit edit) {
    this.edit = edit;
    this.names =
        Pattern.compile(
            Arrays.stream(edit.operation().split("\\*", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*")));
  }

  /**
   * The edited stack.
   *
   * @throws UnknownNameException if the edit meets no operation
   */
  static LayerStack apply(LayerStack stack, LayerEdit edit) {
    StackEditor editor = new StackEditor(edit);
    LayerStack edited =
        new LayerStack(
            editor.edited(stack.prefill(), false),
            editor.edited(stack.decode(), false),
            editor.edited(stack.encoder(), false));
    if (!editor.found) {
      List<String> known =
          Stream.of(stack.prefill(), stack.decode(), stack.encoder())
              .flatMap(List::stream)
              .flatMap(StackEditor::withParts)
              .map(LayerOp::name)
              .distinct()
              .toList();
      throw UnknownNameException.of("operation", edit.operation(), known);
    }
    return edited;
  }

  private static Stream<LayerOp> withParts(LayerOp operation) {
    return Stream.concat(
        Stream.of(operation), parts(operation.operation()).flatMap(StackEditor::withParts));
  }

  private static Stream<LayerOp> parts(Operation operation) {
    if (operation instanceof Overlap overlap) {
      return Stream.concat(overlap.first().stream(), overlap.second().stream());
    }
    if (operation instanceof Fallback fallback) {
      return Stream.concat(Stream.of(fallback.block()), fallback.parts().stream());
    }
    return Stream.empty();
  }

  /**
   * Operations after the edit.
   *
   * @param named whether they belong to a group that the edit names
   */
  private List<LayerOp> edited(List<LayerOp> operations, boolean named) {
    List<LayerOp> result = new ArrayList<>();
    for (LayerOp operation : operations) {
      boolean meant = named || names.matcher(operation.name()).matches();
      if (meant && edit.accepts(operation)) {
        found = true;
        result.addAll(edit.appliedTo(operation));
      } else {
        result.add(operation.withOperation(inside(operation.operation(), meant)));
      }
    }
    return result;
  }

  private Operation inside(Operation operation, boolean named) {
    if (operation instanceof Overlap overlap) {
      return new Overlap(edited(overlap.first(), named), edited(overlap.second(), named));
    }
    if (operation instanceof Fallback fallback) {
      List<LayerOp> parts = edited(fallback.parts(), named);
      List<LayerOp> block = edited(List.of(fallback.block()), named);
      // Without its block, or with it split by layers, the group is the sum of its parts.
      return block.size() == 1 ? new Fallback(block.get(0), parts) : new Overlap(parts, List.of());
    }
    return operation;
  }
}

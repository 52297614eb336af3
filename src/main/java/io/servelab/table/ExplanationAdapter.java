package io.servelab.table;

import io.servelab.notebook.DisplayAdapter;
import io.servelab.notebook.Displayable;
import io.servelab.notebook.Escape;
import io.servelab.notebook.MimeBundle;
import io.servelab.study.Explanation;
import io.servelab.study.Statement;
import tech.tablesaw.api.Table;

/** Shows why a setting has its value: the value, and what every layer said about it. */
public final class ExplanationAdapter implements DisplayAdapter<Explanation> {

  private record Said(Statement statement, boolean decides) {}

  private static final TableBuilder<Said> LAYERS =
      TableBuilder.<Said>named("")
          .text("layer", said -> said.statement.layer())
          .text("stage", said -> said.statement.stage().id())
          .text("value", said -> said.statement.value().map(Object::toString).orElse("unset"))
          .text("", said -> said.decides ? "decides" : "overridden");

  @Override
  public Class<Explanation> type() {
    return Explanation.class;
  }

  @Override
  public Displayable display(Explanation value) {
    return () -> {
      TableView layers = TableView.of(table(value));
      String shown = value.value().map(Object::toString).orElse("unset");
      String unit = value.value().isPresent() ? value.key().unit() : "";
      String html =
          "<div><p style=\"margin:0 0 4px 0\"><code>%s</code> = <b>%s</b> %s</p>%s</div>"
              .formatted(
                  Escape.html(value.name()),
                  Escape.html(shown),
                  Escape.html(unit),
                  value.statements().isEmpty() ? "no layer sets it" : layers.html());
      String sentence = Escape.markdown(value.name() + " = " + shown + " " + unit).strip();
      return MimeBundle.ofText(value.toString())
          .withHtml(html)
          .withMarkdown(sentence + "\n\n" + layers.markdown());
    };
  }

  private static Table table(Explanation value) {
    Statement deciding = value.statements().isEmpty() ? null : value.statements().get(0);
    return LAYERS.build(
        value.statements().stream()
            .map(statement -> new Said(statement, statement.equals(deciding)))
            .toList());
  }
}

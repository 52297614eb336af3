package io.servelab;

import io.servelab.artifact.adapt.AdaptedDeployment;
import io.servelab.artifact.adapt.AdaptedPrediction;
import io.servelab.artifact.adapt.DeploymentAdapter;
import io.servelab.artifact.adapt.DeploymentText;
import io.servelab.artifact.adapt.Diagnostic;
import io.servelab.bulk.EstimateQueries;
import io.servelab.error.InvalidValueException;
import io.servelab.notebook.Displayable;
import io.servelab.notebook.HelpCard;
import io.servelab.notebook.MimeBundle;
import io.servelab.perf.RuleSet;
import io.servelab.table.AdaptTables;
import io.servelab.table.TableView;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A deployment that runs already, read from its manifest or its start commands. Immutable; each
 * step gives a new one.
 */
public final class ExistingDeployment implements Displayable {

  private final Session session;
  private final String text;
  private final DeploymentAdapter adapter;
  private final RuleSet rules;
  private final AdaptedDeployment adapted;

  ExistingDeployment(Session session, String text) {
    this(session, text, DeploymentAdapter.standard(), RuleSet.DEFAULT);
  }

  private ExistingDeployment(
      Session session, String text, DeploymentAdapter adapter, RuleSet rules) {
    this.session = session;
    this.text = text;
    this.adapter = adapter;
    this.rules = rules;
    this.adapted = adapter.adapt(text);
  }

  /** On machines of this system, such as {@code h200_sxm}. */
  public ExistingDeployment on(String system) {
    return with("system", system);
  }

  /** With the lengths of requests: {@code isl(4000), osl(500), prefix(500)}. */
  public ExistingDeployment workload(Setting... lengths) {
    Map<String, Object> more = new HashMap<>();
    for (Setting length : lengths) {
      more.put(length.key(), length.value());
    }
    return told(adapter.with(more));
  }

  /**
   * Told something that it does not say itself, or that shall hold instead.
   *
   * @param key {@code concurrency}, the requests served at once, or a key of an estimate request,
   *     such as {@code gemm_quant_mode} or {@code nextn_accepted}
   */
  public ExistingDeployment with(String key, Object value) {
    return told(adapter.with(Map.of(key, value)));
  }

  /** With a file that its commands read. */
  public ExistingDeployment withFile(Path file) {
    return told(adapter.withFile(file.getFileName().toString(), DeploymentText.read(file)));
  }

  /** With the flags of another engine version than that of its image or the usual one. */
  public ExistingDeployment engineVersion(String version) {
    return told(adapter.withEngineVersion(version));
  }

  /** With another rule set: {@code reference} or {@code servelab}. */
  public ExistingDeployment rules(String name) {
    return new ExistingDeployment(session, text, adapter, RuleSet.of(name));
  }

  private ExistingDeployment told(DeploymentAdapter more) {
    return new ExistingDeployment(session, text, more, rules);
  }

  /** Whether everything that matters is understood and said. */
  public boolean accepted() {
    return adapted.accepted();
  }

  /** What was found while it was read: what stops a prediction, what is missing, notes. */
  public TableView diagnostics() {
    return AdaptTables.diagnostics(adapted.diagnostics());
  }

  /** The deployment as a request for an estimate. */
  public Map<String, Object> request() {
    return adapted.request();
  }

  /**
   * What it delivers by prediction.
   *
   * @throws InvalidValueException if something that may matter is not understood, or missing
   * @throws io.servelab.error.NoDataException if nothing was measured for it
   */
  public PredictedDeployment predict() {
    if (!accepted()) {
      throw InvalidValueException.because(
          "The deployment cannot be predicted:\n"
              + adapted.diagnostics().stream()
                  .filter(diagnostic -> diagnostic.kind() != Diagnostic.Kind.NOTE)
                  .map(Diagnostic::toString)
                  .collect(Collectors.joining("\n")));
    }
    EstimateQueries queries = new EstimateQueries(session.databases(), session.models(), rules);
    return new PredictedDeployment(
        AdaptedPrediction.of(adapted, queries.estimate(adapted.request())));
  }

  /** What can come next, with an example of each. */
  public HelpCard help() {
    return HelpCards.EXISTING;
  }

  @Override
  public MimeBundle mimeBundle() {
    return diagnostics().caption(toString()).mimeBundle();
  }

  @Override
  public String toString() {
    return (accepted() ? "understood: " : "not to be predicted yet: ") + adapted.requestJson();
  }
}

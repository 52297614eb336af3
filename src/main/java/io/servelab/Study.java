package io.servelab;

import io.servelab.artifact.Unsearched;
import io.servelab.layers.LayerEdit;
import io.servelab.layers.LayerEdits;
import io.servelab.notebook.Displayable;
import io.servelab.notebook.HelpCard;
import io.servelab.notebook.MimeBundle;
import io.servelab.perf.RuleSet;
import io.servelab.search.Assumptions;
import io.servelab.search.SearchRequest;
import io.servelab.search.SearchResult;
import io.servelab.search.SharedWorkers;
import io.servelab.search.afd.AfdResult;
import io.servelab.search.plan.AutoscalePlan;
import io.servelab.search.plan.Load;
import io.servelab.search.score.Penalty;
import io.servelab.search.score.Scoring;
import io.servelab.study.BoundSettings;
import io.servelab.study.ConfigLayer;
import io.servelab.study.PriceFile;
import io.servelab.study.StudyConfig;
import io.servelab.study.StudySearch;
import io.servelab.table.AfdTables;
import io.servelab.table.AssumptionTables;
import io.servelab.table.PlanTables;
import io.servelab.table.TableView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A question: this model, these GPUs, this load, these targets. Immutable; each step gives a new
 * study.
 */
public final class Study implements Displayable {

  private static final String EDITS = "layer_edits";

  private final Session session;
  private final StudyConfig config;

  Study(Session session, StudyConfig config) {
    this.session = session;
    this.config = config;
  }

  /** With another serving engine: {@code trtllm}, {@code sglang} or {@code vllm}. */
  public Study backend(String name) {
    return with("backend", String.valueOf(name));
  }

  /** With another engine version: a slot such as {@code current}, or a literal version. */
  public Study version(String slotOrVersion) {
    return with("version", String.valueOf(slotOrVersion));
  }

  /** With the lengths of requests: {@code isl(4000), osl(500), prefix(500)}. */
  public Study workload(Setting... lengths) {
    return with(lengths);
  }

  /** With latency targets: {@code ttft(300), tpot(10)} or {@code requestLatency(9000)}. */
  public Study sla(Setting... targets) {
    return with(targets);
  }

  /**
   * Without deployments that break a bound: {@code require("power_w <= 700")}.
   *
   * @throws io.servelab.error.UnknownNameException if there is no such metric
   */
  public Study require(String bound) {
    return new Study(session, config.with(BoundSettings.hard(bound)));
  }

  /** With lower scores for deployments that break a bound, the more the further they do. */
  public Study prefer(String bound) {
    return new Study(session, config.with(BoundSettings.soft(bound, Penalty.DEFAULT)));
  }

  /**
   * With lower scores for deployments that break a bound.
   *
   * @param weight what the slightest violation counts; 1 halves a score
   * @param steepness violation, relative to the bound, that multiplies the penalty by e
   */
  public Study prefer(String bound, double weight, double steepness) {
    return new Study(
        session, config.with(BoundSettings.soft(bound, new Penalty(weight, steepness))));
  }

  /** With something else to be best in, such as {@code request_latency_ms}. */
  public Study objective(String metric) {
    return with("objective", String.valueOf(metric));
  }

  /** With the price of a GPU hour of a system, which adds the cost of tokens to every table. */
  public Study price(String system, double amount) {
    return with("prices." + system, amount);
  }

  /**
   * With prices of GPU hours from a YAML file, such as {@code docs/example-prices.yaml}.
   *
   * @throws io.servelab.error.InvalidValueException if the file is missing or malformed
   */
  public Study prices(Path yaml) {
    return new Study(session, config.with(PriceFile.read(yaml)));
  }

  /** With another rule set: {@code reference} or {@code servelab}. */
  public Study rules(String name) {
    return with("rules", String.valueOf(name));
  }

  /**
   * With one value changed.
   *
   * @param key key of the configuration, such as {@code decode.max_batch_size}
   * @param value its value; null takes it away
   * @throws io.servelab.error.UnknownNameException if there is no such key; names the nearest ones
   */
  public Study with(String key, @Nullable Object value) {
    return new Study(session, config.with(key, value));
  }

  private Study with(Setting... settings) {
    StudyConfig changed = config;
    for (Setting setting : settings) {
      changed = changed.with(setting.key(), setting.value());
    }
    return new Study(session, changed);
  }

  /** With another configuration, edited by its layers. */
  public Study with(StudyConfig changed) {
    return new Study(session, changed);
  }

  /** With another layer of settings above all others, such as one that a calibration saved. */
  public Study with(ConfigLayer layer) {
    return new Study(session, config.with(layer));
  }

  /**
   * What measured points of this study's model and engine say about its cluster, with the engine
   * set as in the study.
   *
   * @param results a result file of {@code vllm bench serve}, SGLang's {@code bench_serving},
   *     AIPerf, GuideLLM or InferenceX, a CSV file with the columns of {@code perf-data/truth}, or
   *     a folder of such files; together at least two points with a fixed number of clients
   * @param layout how the measured engine shards the model where the files do not say so, such as
   *     {@code tp4} or {@code tp4 moe_ep4}
   * @throws io.servelab.error.InvalidValueException if a file cannot be read or fewer than two
   *     points can be used
   */
  public ClusterCalibration calibrate(Path results, String layout) {
    return ClusterCalibration.of(
        session,
        results,
        ClusterCalibration.known(config, layout),
        config.resolve().options().tuning());
  }

  /** What measured points say whose files name the layout of the engine themselves. */
  public ClusterCalibration calibrate(Path results) {
    return calibrate(results, "");
  }

  /** The configuration behind the study: every value with the layer that set it. */
  public Config config() {
    return new Config(config, session.databases());
  }

  /** Searches the deployments of the study. */
  public Result search() {
    return new Result(this, searches().run(config));
  }

  /**
   * Files of a start without a search, for a model or a system without measurements: workers as
   * small as the weights allow. Nothing of it is predicted, and every file says so.
   *
   * @throws io.servelab.error.InvalidValueException if the cluster does not hold one worker
   */
  public DeploymentFiles generate() {
    return DeploymentFiles.of(
        Unsearched.plan(config, session.databases().home(), session.models()));
  }

  /**
   * The same study with each of these values, such as {@code sweep("isl", 1000, 4000, 16000)}.
   *
   * @throws io.servelab.error.UnknownNameException if there is no such key; names the nearest ones
   */
  public Sweep sweep(String key, Object... values) {
    return Sweep.of(this, key, values);
  }

  /** Every combination of some settings in one table: {@code grid().over("isl", 1000, 4000)}. */
  public Grid grid() {
    return new Grid(session, config, Map.of(), Optional.empty());
  }

  /**
   * The fewest GPUs that serve a load; the number of GPUs of the study is not looked at.
   *
   * @param load {@code requestsPerSecond(20)} or {@code concurrentRequests(500)}
   * @throws io.servelab.error.InfeasibleException if nothing does
   */
  public TableView recommend(Load load) {
    SearchResult found = searches().recommend(config, load, OptionalInt.empty()).result();
    return Result.sizes(found, load, OptionalInt.empty());
  }

  /**
   * The best prefill and decode workers, each on its own, one of each in a row: for pools that a
   * platform scales independently.
   *
   * @throws io.servelab.error.ServeLabException if no worker of a role runs
   */
  public TableView autoscale() {
    AutoscalePlan plan = AutoscalePlan.of(request(), new SharedWorkers());
    return TableView.of(PlanTables.pairs(plan));
  }

  /**
   * Deployments whose attention and feed-forward layers have nodes of their own, best throughput of
   * the cluster first: A-nodes and F-nodes for decode, with ordinary prefill workers unless {@code
   * afd.paired} is false. There are no deployment files for them.
   *
   * @throws io.servelab.error.ServeLabException why there is none
   */
  public TableView afd() {
    AfdResult found = searches().afd(config);
    return TableView.of(AfdTables.of(found)).caption(found.verdict()).note("rules " + ruleSet());
  }

  /** The smallest change of each single setting after which the study has an answer. */
  public TableView changes() {
    return TableView.of(PlanTables.changes(searches().changes(config)));
  }

  private StudySearch searches() {
    return new StudySearch(session.databases(), session.models());
  }

  /** How deployments of a search are judged. */
  Scoring scoring(SearchRequest search) {
    return config.perBackend().get(0).resolve().scoring(search);
  }

  /** The measured tables that the study answers from. */
  public Perf perf() {
    return new Perf(request().database());
  }

  /**
   * With a measured table of one's own, whose rows win over shipped ones of the same key.
   *
   * @param table table that it adds to, such as {@code gemm}
   * @param csv file with the columns of that table
   */
  public Study ownTable(String table, Path csv) {
    Study changed = with("own_tables.before." + table, csv.toString());
    changed.request();
    return changed;
  }

  /**
   * What an answer rests on that nobody stated: number formats with the reason of each, what stands
   * in for measurements, fields that the description of a system leaves open.
   */
  public TableView assumptions() {
    return TableView.of(AssumptionTables.of(Assumptions.of(request())))
        .rows(60)
        .caption("what was assumed");
  }

  /**
   * The operations of the passes, edits included, in the deployment that is recommended without
   * edits.
   *
   * @throws io.servelab.error.ServeLabException why there is none
   */
  public Layers layers() {
    return new Layers(this, withoutEdits().search().best().rows());
  }

  /**
   * With changed operations: {@code layers(edit -> edit.scale("attention", 0.8))}. Changes come
   * after those that the study has.
   *
   * @throws io.servelab.error.UnknownNameException if an operation or a number format is unknown;
   *     names the nearest ones
   */
  public Study layers(UnaryOperator<LayerChanges> changes) {
    List<LayerEdit> edits = new ArrayList<>(request().options().choices().edits());
    edits.addAll(changes.apply(LayerChanges.NONE).edits());
    Study changed = with(EDITS, LayerEdits.writeAll(edits));
    changed.request();
    return changed;
  }

  /** The study with the operations that the model has by itself. */
  Study withoutEdits() {
    return config.find(EDITS).isPresent() ? with(EDITS, null) : this;
  }

  /** The typed question. */
  SearchRequest request() {
    return config.resolve().toSearch(session.databases(), session.models());
  }

  /** The study as YAML that reads back as the same study. */
  public String yaml() {
    return config.toYaml();
  }

  /** Every value with its layers. */
  StudyConfig configuration() {
    return config;
  }

  /** Name of the rule set that answers. */
  String ruleSet() {
    return config.find("rules").map(value -> value.value().toString()).orElse(RuleSet.DEFAULT.id());
  }

  /** What can come next, with an example of each. */
  public HelpCard help() {
    return HelpCards.STUDY;
  }

  @Override
  public MimeBundle mimeBundle() {
    return config().mimeBundle();
  }

  @Override
  public String toString() {
    return "study of "
        + config.get("model").value()
        + " on "
        + config.get("gpus").value()
        + " x "
        + config.get("system").value();
  }
}

package io.servelab;

import io.servelab.artifact.adapt.DeploymentText;
import io.servelab.engine.sim.EngineTuning;
import io.servelab.hardware.GpuSystems;
import io.servelab.hardware.ServingEngine;
import io.servelab.layers.FixedTime;
import io.servelab.model.GemmQuant;
import io.servelab.model.ModelCatalog;
import io.servelab.notebook.HelpCard;
import io.servelab.notebook.Notebook;
import io.servelab.op.Operation;
import io.servelab.op.TokenShare;
import io.servelab.op.dense.ElementWise;
import io.servelab.op.dense.Gemm;
import io.servelab.perf.DataMode;
import io.servelab.perf.Databases;
import io.servelab.perf.TransferPolicy;
import io.servelab.report.Doctor;
import io.servelab.search.SupportSweep;
import io.servelab.search.plan.Load;
import io.servelab.study.ConfigLayer;
import io.servelab.study.Experiments;
import io.servelab.study.StudyConfig;
import io.servelab.study.StudySearch;
import io.servelab.table.TableView;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Entry points: what a notebook types first. */
public final class ServeLab {

  private ServeLab() {}

  /**
   * Starts a study of a model.
   *
   * @param model Hugging Face id of a bundled model, or a path to a {@code config.json}
   * @throws io.servelab.error.UnknownNameException if it is neither; names the nearest ones
   */
  public static StudyStart study(String model) {
    // A missing value takes a setting away; a missing name is a mistake, and told as an unknown
    // one.
    return new StudyStart(
        Session.standard(), StudyConfig.standard().with("model", String.valueOf(model)));
  }

  /**
   * Reads a study from YAML, as {@link Study#yaml()} wrote it.
   *
   * @throws io.servelab.error.InvalidValueException if the file is not a study
   */
  public static Study studyFrom(Path yaml) {
    return new Study(Session.standard(), StudyConfig.fromYaml(yaml));
  }

  /**
   * What measured points say about the cluster where they were measured.
   *
   * @param results a file or folder that says of every point what was deployed: InferenceX results,
   *     or CSV with the columns of {@code perf-data/truth}; others are read by {@link
   *     Study#calibrate(Path, String)}
   * @throws io.servelab.error.InvalidValueException if a file cannot be read or fewer than two
   *     points can be used
   */
  public static ClusterCalibration calibrate(Path results) {
    return ClusterCalibration.of(Session.standard(), results, Map.of(), EngineTuning.BENCHMARK);
  }

  /**
   * A layer of settings from YAML, such as a saved calibration, for {@link
   * Study#with(ConfigLayer)}.
   *
   * @throws io.servelab.error.InvalidValueException if the file is not a layer
   */
  public static ConfigLayer layerFrom(Path yaml) {
    return ConfigLayer.fromYaml(yaml);
  }

  /**
   * Searches the experiments of a YAML file, one after the other; one that fails stops no other.
   *
   * @throws io.servelab.error.InvalidValueException if the file is none of experiments
   */
  public static Trials experiments(Path yaml) {
    Session session = Session.standard();
    StudySearch search = new StudySearch(session.databases(), session.models());
    return new Trials(session, yaml, Experiments.read(yaml).run(search, run -> {}));
  }

  /** A load of requests that arrive per second. */
  public static Load requestsPerSecond(double rate) {
    return Load.ofRate(rate);
  }

  /** A load of requests that are served at once. */
  public static Load concurrentRequests(double count) {
    return Load.ofConcurrency(count);
  }

  /** What this library needs: what is there, what is missing, and how to get it. */
  public static TableView doctor() {
    Doctor doctor = Doctor.look(() -> Session.standard().databases().home());
    return TableView.of(doctor.table()).caption(doctor.verdict());
  }

  /** Input tokens of a request. */
  public static Setting isl(long tokens) {
    return new Setting("isl", tokens);
  }

  /** Output tokens of a request. */
  public static Setting osl(long tokens) {
    return new Setting("osl", tokens);
  }

  /** Input tokens of a request that are cached already. */
  public static Setting prefix(long tokens) {
    return new Setting("prefix", tokens);
  }

  /** Target for the time to first token, milliseconds. */
  public static Setting ttft(double ms) {
    return new Setting("ttft", ms);
  }

  /** Target for the time per output token after the first, milliseconds. */
  public static Setting tpot(double ms) {
    return new Setting("tpot", ms);
  }

  /** Target for the time of a whole request, milliseconds. */
  public static Setting requestLatency(double ms) {
    return new Setting("request_latency", ms);
  }

  /** An operation that takes a known time in each call, milliseconds, for edits of layers. */
  public static Operation fixedTime(double callMs) {
    return new FixedTime(callMs, 0, 0);
  }

  /** An operation that moves this many bytes of device memory for each token of a pass. */
  public static Operation movedBytes(double bytesPerToken) {
    return new ElementWise(bytesPerToken, TokenShare.WHOLE);
  }

  /**
   * A dense projection on each rank, with its weights.
   *
   * @param outputs width of its output
   * @param inputs width of its input
   * @param format number format, such as {@code bfloat16} or {@code fp8}
   */
  public static Operation projection(long outputs, long inputs, String format) {
    return Gemm.of(outputs, inputs, GemmQuant.of(format));
  }

  /** The measured tables of an engine on a system, at the current version. */
  public static Perf perf(String system, String backend) {
    return perf(system, backend, "current");
  }

  /**
   * The measured tables of an engine on a system.
   *
   * @param version a slot ({@code current}, {@code previous}, {@code next}) or a literal version
   */
  public static Perf perf(String system, String backend, String version) {
    return new Perf(
        Session.standard()
            .databases()
            .get(
                String.valueOf(system),
                ServingEngine.of(String.valueOf(backend)),
                String.valueOf(version),
                DataMode.SILICON,
                TransferPolicy.AGGRESSIVE));
  }

  /**
   * Files of a start without a search: the smallest workers that hold the weights. Nothing of it is
   * predicted. {@link Study#generate()} does the same for a study.
   *
   * @param model Hugging Face id of a bundled model, or a path to a {@code config.json}
   * @param system name of a described system, such as {@code h200_sxm}
   * @param gpus GPUs of the cluster
   */
  public static DeploymentFiles generate(String model, String system, int gpus) {
    return study(model).on(system, gpus).generate();
  }

  /**
   * Reads a deployment that runs already, to predict it.
   *
   * @param file manifests of a {@code DynamoGraphDeployment}, or a script that starts engines
   * @throws io.servelab.error.InvalidValueException if it cannot be read
   */
  public static ExistingDeployment adapt(Path file) {
    return adapt(DeploymentText.read(file));
  }

  /**
   * Reads a deployment that runs already, to predict it.
   *
   * @param text manifests of a {@code DynamoGraphDeployment}, or commands that start engines
   */
  public static ExistingDeployment adapt(String text) {
    return new ExistingDeployment(Session.standard(), text);
  }

  /**
   * How many tokens the KV cache of a rank holds.
   *
   * @param model Hugging Face id of a bundled model, or a path to a {@code config.json}
   * @param system name of a described system, such as {@code h200_sxm}
   * @param backend serving engine
   * @throws io.servelab.error.InfeasibleException if nothing is left for a cache
   */
  public static KvCache kvCache(String model, String system, String backend) {
    Session session = Session.standard();
    return new KvCache(
        session.models().find(model),
        ServingEngine.of(backend),
        GpuSystems.find(session.databases().home(), system),
        Map.of());
  }

  /** Predictions for the measured serving points that ship, beside what was measured. */
  public static Accuracy accuracy() {
    Session session = Session.standard();
    return Accuracy.of(session, session.databases().home().truth());
  }

  /**
   * Predictions for measured serving points of a file, beside what was measured.
   *
   * @param truth CSV, plain or {@code .gz}, with the columns of the points that ship
   * @throws io.servelab.error.InvalidValueException if the file cannot be read
   */
  public static Accuracy accuracy(Path truth) {
    return Accuracy.of(Session.standard(), truth);
  }

  /** Names of the bundled models. */
  public static List<String> models() {
    return ModelCatalog.names();
  }

  /** Names of the described systems. */
  public static List<String> systems() {
    return GpuSystems.names(Session.standard().databases().home());
  }

  /**
   * Which models are answered for on which systems, engines and kinds of deployment: {@code
   * support().model("Qwen/*").system("h200_sxm")}.
   */
  public static SupportMatrix support() {
    Databases databases = Session.standard().databases();
    return new SupportMatrix(databases, SupportSweep.all(databases));
  }

  /** What can come next, with an example of each. */
  public static HelpCard help() {
    return HelpCards.START;
  }

  /** Shows a value: rich in a notebook, as text elsewhere. */
  public static void show(Object value) {
    Notebook.show(value);
  }
}

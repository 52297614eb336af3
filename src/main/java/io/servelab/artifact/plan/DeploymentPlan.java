package io.servelab.artifact.plan;

import io.servelab.engine.RequestShape;
import io.servelab.error.InvalidValueException;
import io.servelab.search.Candidate;
import io.servelab.search.SearchRequest;
import io.servelab.study.StudyConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A deployment as it shall run: all that files are generated from, and nothing else.
 *
 * <p>Immutable; each step gives a new plan. What a person sets with {@link #with(String, Object)}
 * wins over every rule.
 *
 * <pre>{@code
 * DeploymentPlan plan =
 *     DeploymentPlan.of(request, candidate)
 *         .withStudy(config)
 *         .with("decode.max_batch_size", 256)
 *         .with("platform.namespace", "prod");
 * }</pre>
 *
 * @param model the model
 * @param release software that serves it
 * @param roles pools of workers: one that does everything, or prefill and decode
 * @param load lengths of a request
 * @param settings settings of the search
 * @param basis what the plan rests on
 * @param adjustments what a person set
 */
public record DeploymentPlan(
    PlannedModel model,
    Release release,
    List<RolePlan> roles,
    RequestShape load,
    ServingSettings settings,
    Basis basis,
    Adjustments adjustments) {

  private static final String PLATFORM = "platform.";

  /**
   * What a person set.
   *
   * @param platform the place where it runs
   * @param overrides values on workers
   */
  public record Adjustments(PlatformSettings platform, Overrides overrides) {

    /** Nothing. */
    public static final Adjustments NONE =
        new Adjustments(PlatformSettings.STANDARD, Overrides.NONE);

    Adjustments with(String key, Object value) {
      return key.startsWith(PLATFORM)
          ? new Adjustments(platform.with(key.substring(PLATFORM.length()), value), overrides)
          : new Adjustments(platform, overrides.with(key, value));
    }
  }

  /** Requires one mixed pool, or one prefill and one decode pool with as many replicas. */
  public DeploymentPlan {
    roles = List.copyOf(roles);
    List<Role> found = roles.stream().map(RolePlan::role).toList();
    if (!found.equals(List.of(Role.AGG)) && !found.equals(List.of(Role.PREFILL, Role.DECODE))) {
      throw InvalidValueException.of(
          "roles", found, "a deployment has one mixed pool, or a prefill and a decode pool.");
    }
    if (roles.stream().mapToInt(role -> role.pool().replicas()).distinct().count() > 1) {
      throw InvalidValueException.because("Both pools must have as many replicas.");
    }
  }

  /**
   * The plan of a candidate: as many replicas as the cluster holds.
   *
   * @throws InvalidValueException if the cluster does not hold one
   */
  public static DeploymentPlan of(SearchRequest request, Candidate candidate) {
    return new PlanFromSearch(request).plan(candidate);
  }

  /**
   * The same as part of a study, which is recorded beside the files. What is recorded names the
   * engine and the versions that were measured, so that it gives the same answer when other ones
   * are current.
   */
  public DeploymentPlan withStudy(StudyConfig config) {
    Map<String, String> answered = new HashMap<>();
    basis.prediction().ifPresent(found -> answered.putAll(found.measuredVersions()));
    if (!answered.isEmpty()) {
      answered.put("backend", release.engine().id());
    }
    return withBasis(basis.withStudy(StudyRecord.of(config, answered)));
  }

  /** The same served from other weights, such as a copy in another number format. */
  public DeploymentPlan withModel(String path, String servedName) {
    return new DeploymentPlan(
        new PlannedModel(path, servedName, model.config()),
        release,
        roles,
        load,
        settings,
        basis,
        adjustments);
  }

  /** The same on another Dynamo release, with the engine version that it brings. */
  public DeploymentPlan withDynamo(String version) {
    return withRelease(Release.of(release.engine(), new EngineVersion(version)));
  }

  /** The same with another engine version on the same Dynamo release. */
  public DeploymentPlan withEngineVersion(String version) {
    return withRelease(release.withVersion(new EngineVersion(version)));
  }

  /** The same on other software. */
  public DeploymentPlan withRelease(Release other) {
    return new DeploymentPlan(model, other, roles, load, settings, basis, adjustments);
  }

  /** The same resting on something else. */
  public DeploymentPlan withBasis(Basis other) {
    return new DeploymentPlan(model, release, roles, load, settings, other, adjustments);
  }

  /** The same with one more note for readers. */
  public DeploymentPlan withNote(String note) {
    return withBasis(basis.withNote(note));
  }

  /**
   * The same with a value that wins over every rule.
   *
   * @param key {@code platform.<key>} of a {@link PlatformKey}; {@code model.path}, {@code
   *     model.served_name}, {@code dynamo_version} or {@code engine_version}; a {@link Parameter},
   *     or {@code flag.<name>} for a flag of the engine itself, behind {@code agg.}, {@code
   *     prefill.} or {@code decode.} where only one role is meant
   * @throws io.servelab.error.UnknownNameException if there is no such setting
   * @throws InvalidValueException if the value cannot be used
   */
  public DeploymentPlan with(String key, Object value) {
    return switch (key) {
      case "model.path" -> withModel(value.toString(), model.servedName());
      case "model.served_name" -> withModel(model.path(), value.toString());
      case "dynamo_version" -> withDynamo(value.toString());
      case "engine_version" -> withEngineVersion(value.toString());
      default -> withAdjustments(adjustments.with(key, value));
    };
  }

  private DeploymentPlan withAdjustments(Adjustments changed) {
    return new DeploymentPlan(model, release, roles, load, settings, basis, changed);
  }

  /** The same with values that win over every rule. */
  public DeploymentPlan with(Map<String, ?> values) {
    DeploymentPlan plan = this;
    for (Map.Entry<String, ?> entry : values.entrySet()) {
      plan = plan.with(entry.getKey(), entry.getValue());
    }
    return plan;
  }

  /** Pool of a role, if the deployment has it. */
  public Optional<RolePlan> role(Role role) {
    return roles.stream().filter(pool -> pool.role() == role).findFirst();
  }

  /** The pool that generates tokens. */
  public RolePlan generating() {
    return roles.get(roles.size() - 1);
  }

  /** Whether prefill and decode run apart. */
  public boolean isSeparate() {
    return roles.size() > 1;
  }

  /** {@code agg} or {@code disagg}. */
  public String mode() {
    return isSeparate() ? "disagg" : "agg";
  }

  /** Replicas of the deployment. */
  public int replicas() {
    return roles.get(0).pool().replicas();
  }

  /** GPUs of all workers. */
  public int gpus() {
    return roles.stream().mapToInt(RolePlan::gpus).sum();
  }

  /** Requests served at once: what was predicted, else what the batches hold. */
  public long concurrency() {
    RolePlan generating = generating();
    return basis
        .prediction()
        .map(Prediction::totalConcurrency)
        .orElse(generating.workerConcurrency() * generating.pool().workers());
  }

  /** The place where it runs. */
  public PlatformSettings platform() {
    return adjustments.platform;
  }

  /** GPUs of one node of a role. */
  public int nodeGpus(RolePlan role) {
    String chosen = platform().get(PlatformKey.GPUS_PER_NODE);
    return chosen.equals("auto") ? role.system().links().gpusPerNode() : Integer.parseInt(chosen);
  }

  @Override
  public String toString() {
    return mode() + " deployment of " + model.servedName() + " on " + gpus() + " GPUs";
  }
}

package io.servelab.artifact.plan;

import io.servelab.engine.KvShare;
import io.servelab.engine.Worker;
import io.servelab.error.InvalidValueException;
import io.servelab.estimate.StaticRow;
import io.servelab.estimate.WorkerRole;
import io.servelab.model.FmhaQuant;
import io.servelab.model.QuantChoices;
import io.servelab.model.QuantContext;
import io.servelab.model.QuantInference;
import io.servelab.model.QuantMode;
import io.servelab.model.QuantModes;
import io.servelab.search.AggregatedCandidate;
import io.servelab.search.Candidate;
import io.servelab.search.DisaggregatedCandidate;
import io.servelab.search.SearchOptions;
import io.servelab.search.SearchRequest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Turns a candidate of a search into a plan: every size comes from the candidate itself. */
final class PlanFromSearch {

  private final SearchRequest request;

  PlanFromSearch(SearchRequest request) {
    this.request = request;
  }

  DeploymentPlan plan(Candidate candidate) {
    requireNoEncoders(candidate);
    int replicas = candidate.replicas(request.totalGpus());
    if (replicas < 1) {
      throw InvalidValueException.of(
          "gpus",
          request.totalGpus(),
          "one replica of the deployment needs " + candidate.gpus() + ".");
    }
    SearchOptions options = request.options();
    List<StudyOnly> studyOnly = new ArrayList<>(StudyOnly.of(options));
    workers(candidate).forEach((role, worker) -> addAttention(studyOnly, role, worker));
    return new DeploymentPlan(
        PlannedModel.of(request.model()),
        Release.usual(request.database().engine()),
        roles(candidate, replicas),
        request.request(),
        new ServingSettings(
            options.memory(),
            options.chunkedPrefill(),
            options.choices().speculation(),
            options.choices().attentionBackend(),
            options.choices().encoderDataParallel(),
            studyOnly),
        basis(candidate, replicas),
        DeploymentPlan.Adjustments.NONE);
  }

  private static void requireNoEncoders(Candidate candidate) {
    boolean encoders =
        candidate instanceof AggregatedCandidate mixed
            ? mixed.encoders().isPresent()
            : ((DisaggregatedCandidate) candidate).encoders().isPresent();
    if (encoders) {
      throw InvalidValueException.because(
          "No files are written for a deployment with workers that only encode images.\nSet"
              + " encoder.separate to false to deploy the encoder with the rest of the model.");
    }
  }

  private static Map<Role, Worker> workers(Candidate candidate) {
    Map<Role, Worker> workers = new EnumMap<>(Role.class);
    if (candidate instanceof DisaggregatedCandidate pools) {
      workers.put(Role.PREFILL, pools.prefill().worker());
      workers.put(Role.DECODE, pools.decode().worker());
    } else {
      workers.put(Role.AGG, ((AggregatedCandidate) candidate).worker());
    }
    return workers;
  }

  /** The format of attention in prefill, where somebody chose another one than engines take. */
  private void addAttention(List<StudyOnly> found, Role role, Worker worker) {
    boolean chosen = request.options().choices(workerRole(role)).quant().fmha().isPresent();
    FmhaQuant used = worker.plan().quant().modes().fmha();
    FmhaQuant usual = stored(worker).fmha();
    if (chosen && role.prefills() && used != usual) {
      found.add(
          new StudyOnly(
              role.isSeparate() ? role.id() + ".fmha" : "fmha",
              used.id(),
              "engines choose the format of attention themselves.",
              "Expect the times of " + usual.id() + "."));
    }
  }

  private QuantModes stored(Worker worker) {
    return QuantInference.infer(
            request.model(),
            QuantContext.search(worker.plan().system(), worker.plan().engine()),
            QuantChoices.NONE)
        .modes();
  }

  private Basis basis(Candidate candidate, int replicas) {
    Basis basis = Basis.of(prediction(candidate, replicas));
    return request.sla().metBy(candidate)
        ? basis
        : basis.withNote(
            "This deployment is predicted to miss its latency target: "
                + request.sla().missedBy(candidate)
                + ".");
  }

  private List<RolePlan> roles(Candidate candidate, int replicas) {
    if (candidate instanceof AggregatedCandidate mixed) {
      RolePlan.Point point =
          new RolePlan.Point(mixed.row().point().batch(), mixed.row().point().contextTokens());
      RolePlan.Pool pool = new RolePlan.Pool(1, replicas);
      return List.of(role(Role.AGG, mixed.worker(), pool, point, mixed.row().memoryGib()));
    }
    DisaggregatedCandidate pools = (DisaggregatedCandidate) candidate;
    StaticRow prefill = pools.prefill().row();
    StaticRow decode = pools.decode().row();
    return List.of(
        role(
            Role.PREFILL,
            pools.prefill().worker(),
            new RolePlan.Pool(pools.row().prefill().workers(), replicas),
            new RolePlan.Point(prefill.batch(), prefill.batch() * request.request().isl()),
            prefill.memoryGib()),
        role(
            Role.DECODE,
            pools.decode().worker(),
            new RolePlan.Pool(pools.row().decode().workers(), replicas),
            new RolePlan.Point(decode.batch(), 0),
            decode.memoryGib()));
  }

  private RolePlan role(
      Role role, Worker worker, RolePlan.Pool pool, RolePlan.Point point, double rankGib) {
    QuantModes quant = worker.plan().quant().modes();
    return new RolePlan(
        role,
        pool,
        worker.plan().parallel(),
        worker.plan().system(),
        point,
        quant,
        new RolePlan.Memory(
            request.options().memory().kvFraction().orElse(kvShare(role, worker).fraction()),
            rankGib,
            worker.plan().options().wideExperts(),
            gaps(role, worker, quant)));
  }

  private static KvShare kvShare(Role role, Worker worker) {
    String version = worker.database().version();
    return role.isSeparate()
        ? worker.rules().kvShareOfSeparatePhases(worker.plan(), version)
        : worker.rules().kvShare(worker.plan(), version);
  }

  /** Formats that somebody chose and that the weights, served as they are, would not have. */
  private List<FormatGap> gaps(Role role, Worker worker, QuantModes used) {
    QuantChoices chosen = request.options().choices(workerRole(role)).quant();
    QuantModes stored = stored(worker);
    List<FormatGap> gaps = new ArrayList<>();
    if (chosen.gemm().isPresent()) {
      addGap(gaps, "gemm", used.gemm(), stored.gemm());
    }
    if (chosen.moe().isPresent() && request.model().isMoe()) {
      addGap(gaps, "moe", used.moe(), stored.moe());
    }
    return gaps;
  }

  private static void addGap(
      List<FormatGap> gaps, String what, QuantMode planned, QuantMode stored) {
    if (planned != stored) {
      gaps.add(new FormatGap(what, planned.id(), stored.id()));
    }
  }

  private static WorkerRole workerRole(Role role) {
    return switch (role) {
      case AGG -> WorkerRole.MIXED;
      case PREFILL -> WorkerRole.PREFILL;
      case DECODE -> WorkerRole.DECODE;
    };
  }

  private Prediction prediction(Candidate candidate, int replicas) {
    Map<Role, Prediction.Measured> measured = new EnumMap<>(Role.class);
    workers(candidate).forEach((role, worker) -> measured.put(role, measured(worker)));
    return new Prediction(
        candidate.latency(),
        candidate.rates(),
        candidate.concurrency(),
        replicas,
        candidate.clusterTokensPerSPerGpu(request.totalGpus()),
        request.database().rules().id(),
        measured);
  }

  private static Prediction.Measured measured(Worker worker) {
    return new Prediction.Measured(worker.database().system().name(), worker.database().version());
  }
}

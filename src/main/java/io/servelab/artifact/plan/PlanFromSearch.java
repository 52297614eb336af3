package io.servelab.artifact.plan;

import io.servelab.engine.KvShare;
import io.servelab.engine.Worker;
import io.servelab.error.InvalidValueException;
import io.servelab.estimate.StaticRow;
import io.servelab.estimate.WorkerRole;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns a candidate of a search into a plan: every size comes from the candidate itself. */
final class PlanFromSearch {

  private final SearchRequest request;

  PlanFromSearch(SearchRequest request) {
    this.request = request;
  }

  DeploymentPlan plan(Candidate candidate) {
    int replicas = candidate.replicas(request.totalGpus());
    if (replicas < 1) {
      throw InvalidValueException.of(
          "gpus",
          request.totalGpus(),
          "one replica of the deployment needs " + candidate.gpus() + ".");
    }
    SearchOptions options = request.options();
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
            options.choices().encoderDataParallel()),
        basis(candidate, replicas),
        DeploymentPlan.Adjustments.NONE);
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
    QuantModes stored =
        QuantInference.infer(
                request.model(),
                QuantContext.search(worker.plan().system(), worker.plan().engine()),
                QuantChoices.NONE)
            .modes();
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
    Map<Role, Prediction.Measured> measured = new HashMap<>();
    if (candidate instanceof DisaggregatedCandidate pools) {
      measured.put(Role.PREFILL, measured(pools.prefill().worker()));
      measured.put(Role.DECODE, measured(pools.decode().worker()));
    } else {
      measured.put(Role.AGG, measured(((AggregatedCandidate) candidate).worker()));
    }
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

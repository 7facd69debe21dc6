package io.safire.tck.diagnosis;

import io.safire.CloseableSmartClient;
import io.safire.SmartClient;
import io.safire.diagnosis.Diagnosis;
import io.safire.diagnosis.DiagnosisMode;
import io.safire.diagnosis.DiagnosisOptions;
import io.safire.diagnosis.Finding;
import io.safire.error.SmartException;
import io.safire.tck.diagnosis.Fault.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A judge that runs the flow of a case as an application does, and then the diagnosis. */
final class Judge {

    private static final Comparator<Finding> BY_SEVERITY =
            Comparator.comparing(Finding::severity).thenComparing(Finding.BY_RANK);

    private final Lab lab;

    Judge(Lab lab) {
        this.lab = lab;
    }

    Observation observe(Fault fault) {
        Situation situation = fault.setUp().open(lab);
        fault.seed().accept(situation);
        return observe(situation, fault.flow(), fault.evidence());
    }

    Observation observe(Pair pair, List<Fault> faults) {
        Situation situation = pair.setUp().open(lab);
        faults.forEach(fault -> fault.seed().accept(situation));
        return observe(situation, pair.flow(), pair.evidence());
    }

    Observation observe(Healthy healthy) {
        Situation situation = healthy.setUp().open(lab);
        healthy.change().accept(situation);
        return observe(situation, healthy.flow(), situation.isBackendService() ? Evidence.TOKEN : Evidence.OUTSIDE);
    }

    private Observation observe(Situation situation, Flow flow, Evidence evidence) {
        try (CloseableSmartClient client = SmartClient.create(situation.clientSettings())) {
            FlowResult result = run(client, situation, flow);
            Diagnosis diagnosis = diagnose(client, evidence);
            List<Finding> ranked =
                    evidence == Evidence.ERROR ? merge(result.findings(), diagnosis.findings()) : diagnosis.findings();
            return new Observation(
                    result.failure(), result.findings(), ranked, Optional.of(diagnosis), situation.secrets());
        } catch (SmartException notCreated) {
            return new Observation(
                    notCreated, notCreated.findings(), notCreated.findings(), Optional.empty(), situation.secrets());
        }
    }

    private record FlowResult(@Nullable SmartException failure, List<Finding> findings) {}

    private static FlowResult run(SmartClient client, Situation situation, Flow flow) {
        try {
            return new FlowResult(null, flow.action().run(client, situation));
        } catch (SmartException failure) {
            return new FlowResult(failure, failure.findings());
        } catch (Flow.StoppedAtServerException invisible) {
            return new FlowResult(null, List.of());
        } finally {
            situation.server().release();
        }
    }

    private static Diagnosis diagnose(SmartClient client, Evidence evidence) {
        DiagnosisMode mode = evidence == Evidence.TOKEN ? DiagnosisMode.TOKEN : DiagnosisMode.OUTSIDE;
        return client.diagnose(DiagnosisOptions.defaults().withMode(mode));
    }

    private static List<Finding> merge(List<Finding> error, List<Finding> diagnosis) {
        List<Finding> all = new ArrayList<>(error);
        all.addAll(diagnosis);
        return all.stream().distinct().sorted(BY_SEVERITY).toList();
    }
}

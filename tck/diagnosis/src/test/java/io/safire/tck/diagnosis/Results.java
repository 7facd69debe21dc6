package io.safire.tck.diagnosis;

import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The results of all cases. */
record Results(List<FaultResult> faults, List<PairResult> pairs, List<HealthyResult> healthy) {

    record FaultResult(Fault fault, Observation observation) {

        Verdict error() {
            return Verdict.of(fault.cause(), observation.findings(), observation.message());
        }

        Verdict diagnosis() {
            return Verdict.of(fault.cause(), observation.ranked());
        }
    }

    record PairResult(Pair pair, Fault first, Fault second, Observation observation) {

        Verdict verdict(Fault fault) {
            return Verdict.of(fault.cause(), observation.ranked());
        }

        boolean namesBoth() {
            return List.of(first, second).stream().map(this::verdict).allMatch(Verdict::isNamed);
        }

        String id() {
            return pair.first() + "+" + pair.second();
        }
    }

    record HealthyResult(Healthy healthy, Observation observation) {

        /** Returns the findings that accuse a client that works. */
        List<Finding> accusations() {
            return observation.ranked().stream()
                    .filter(finding -> finding.severity() != Severity.INFO)
                    .toList();
        }
    }

    /** Runs all cases. */
    static Results of(Lab lab) {
        Judge judge = new Judge(lab);
        Map<String, Fault> faults = Faults.all().stream().collect(Collectors.toMap(Fault::id, Function.identity()));
        return new Results(
                Faults.all().stream()
                        .map(fault -> new FaultResult(fault, judge.observe(fault)))
                        .toList(),
                Pair.all().stream()
                        .map(pair -> observe(judge, pair, faults.get(pair.first()), faults.get(pair.second())))
                        .toList(),
                Healthy.all().stream()
                        .map(healthy -> new HealthyResult(healthy, judge.observe(healthy)))
                        .toList());
    }

    private static PairResult observe(Judge judge, Pair pair, Fault first, Fault second) {
        return new PairResult(pair, first, second, judge.observe(pair, List.of(first, second)));
    }

    List<Observation> observations() {
        return Stream.of(
                        faults.stream().map(FaultResult::observation),
                        pairs.stream().map(PairResult::observation),
                        healthy.stream().map(HealthyResult::observation))
                .flatMap(Function.identity())
                .toList();
    }

    /** Returns the percentage of single faults whose error alone names the cause first. */
    int errorPercent() {
        return (int) (100
                * faults.stream()
                        .filter(result -> result.error() == Verdict.FIRST)
                        .count()
                / faults.size());
    }

    /** Returns the cases in which the diagnosis does not reach the goal. */
    List<String> misses() {
        return Stream.of(
                        faults.stream()
                                .filter(result -> result.diagnosis() != Verdict.FIRST)
                                .map(result -> result.fault().id()),
                        pairs.stream().filter(result -> !result.namesBoth()).map(PairResult::id),
                        healthy.stream()
                                .filter(result -> !result.accusations().isEmpty()
                                        || result.observation().failure() != null)
                                .map(result -> result.healthy().id()))
                .flatMap(Function.identity())
                .toList();
    }
}

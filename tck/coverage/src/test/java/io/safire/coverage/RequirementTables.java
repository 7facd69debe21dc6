package io.safire.coverage;

import io.safire.tck.coverage.Requirement;
import io.safire.tck.coverage.RequirementDocument;
import io.safire.tck.coverage.RequirementEvidence;
import io.safire.tck.coverage.TckCoverage;
import io.safire.tck.coverage.Witness;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The document {@code docs/coverage.adoc}, with the evidence that several modules provide. */
final class RequirementTables {

    private RequirementTables() {}

    /**
     * Returns the text of the document.
     *
     * @param runtimes the runtimes on which all tests of a requirement passed
     */
    static String text(TckCoverage coverage, Function<Requirement, String> runtimes) {
        Map<String, List<Witness>> witnesses = Witness.byRequirement();
        Map<String, List<String>> breakages = BrokenImplementations.byRequirement();
        Map<String, String> reasons = BrokenImplementations.reasons();
        return new RequirementDocument(
                        coverage,
                        RealServerTests.all(),
                        requirement -> new RequirementEvidence(
                                witnesses.getOrDefault(requirement.id(), List.of()),
                                breakages.getOrDefault(requirement.id(), List.of()),
                                reasons.getOrDefault(requirement.id(), "none"),
                                runtimes.apply(requirement)))
                .text();
    }
}

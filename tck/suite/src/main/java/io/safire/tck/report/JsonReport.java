package io.safire.tck.report;

import io.safire.sandbox.control.SandboxJson;
import io.safire.tck.area.Area;
import io.safire.tck.coverage.Requirement;
import io.safire.tck.coverage.TestOutcome;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;

/** A writer of reports as JSON. */
final class JsonReport {

    private JsonReport() {}

    static String text(TckReport report) {
        JsonArrayBuilder requirements = SandboxJson.createArrayBuilder();
        report.requirements().forEach(requirement -> requirements.add(requirement(requirement)));
        JsonArrayBuilder tests = SandboxJson.createArrayBuilder();
        report.tests().forEach(test -> tests.add(test(test)));
        return environment(report.environment())
                .add("counts", counts(report))
                .add("requirements", requirements)
                .add("tests", tests)
                .build()
                .toString();
    }

    private static JsonObjectBuilder environment(RunEnvironment environment) {
        return SandboxJson.createObjectBuilder()
                .add("implementation", environment.implementation().name())
                .add("implementationVersion", environment.implementation().version())
                .add("runtime", environment.runtime())
                .add("java", environment.java())
                .add("tckVersion", environment.tckVersion())
                .add("areas", names(environment.areas()))
                .add("areasNotClaimed", names(environment.unclaimedAreas()))
                .add("finished", environment.finished().toString());
    }

    private static JsonArrayBuilder names(List<Area> areas) {
        return SandboxJson.createArrayBuilder(areas.stream().map(Area::tag).toList());
    }

    private static JsonObject counts(TckReport report) {
        JsonObjectBuilder tests = SandboxJson.createObjectBuilder();
        for (TestOutcome outcome : TestOutcome.values()) {
            tests.add(outcome.words(), report.count(outcome));
        }
        JsonObjectBuilder requirements = SandboxJson.createObjectBuilder();
        for (RequirementOutcome outcome : RequirementOutcome.values()) {
            requirements.add(outcome.words(), report.count(outcome));
        }
        return SandboxJson.createObjectBuilder()
                .add("tests", tests)
                .add("requirements", requirements)
                .build();
    }

    private static JsonObject requirement(ReportedRequirement reported) {
        Requirement requirement = reported.requirement();
        return SandboxJson.createObjectBuilder()
                .add("id", requirement.id())
                .add("level", requirement.level())
                .add("text", requirement.line())
                .add("link", requirement.link())
                .add("result", reported.outcome().words())
                .add(
                        "tests",
                        SandboxJson.createArrayBuilder(reported.tests().stream()
                                .map(ReportedTest::name)
                                .toList()))
                .add("reason", reported.reason())
                .build();
    }

    private static JsonObject test(ReportedTest test) {
        return SandboxJson.createObjectBuilder()
                .add("name", test.name())
                .add("area", test.area().tag())
                .add("requirements", SandboxJson.createArrayBuilder(test.test().ids()))
                .add("result", test.outcome().words())
                .add("message", test.result().message())
                .build();
    }
}

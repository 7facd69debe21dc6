package io.safire.coverage;

import static java.util.Map.entry;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.tck.coverage.Requirement;
import io.safire.tck.coverage.TckCoverage;
import io.safire.tck.coverage.TckTest;
import io.safire.tck.coverage.Witness;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A comparison of the witnesses of each requirement with the code of the tests. */
class WitnessTest {

    /** Matches code of tests that use the witness. */
    private static final Map<Witness, Pattern> CODE = Map.ofEntries(
            entry(
                    Witness.REQUEST,
                    Pattern.compile("\\.requests\\(|RecordedRequest|lastRequest|tokenRequest\\(|requestedScope"
                            + "|receivedScope|authorizationHeaders|assertionClaims|\\.uri\\(\\)|authorizationRequest\\("
                            + "|\\.query\\(\\)")),
            entry(Witness.JDK, Pattern.compile("JdkSignature|MessageDigest")),
            entry(Witness.BROWSER, Pattern.compile("browser\\.|\\bnavigate|WebResponse|CookieJar")),
            entry(Witness.STORE, Pattern.compile("\\bstore\\.(entry|put|storedText)")),
            entry(Witness.RESULT, Pattern.compile("assert|expect")));

    private static final Map<Witness, String> SERVERS =
            Map.of(Witness.KEYCLOAK, "KeycloakTest", Witness.SPRING, "SpringAuthorizationServerTest");

    private final TckCoverage coverage = TckCoverage.load();
    private final Map<String, List<Witness>> witnesses = Witness.byRequirement();

    @Test
    void everyTestedRequirementHasWitness() {
        Set<String> tested = coverage.requirements().stream()
                .filter(Requirement::needsTest)
                .map(Requirement::id)
                .filter(id -> !coverage.tests(id).isEmpty())
                .collect(toSet());
        assertThat(witnesses.keySet()).containsExactlyInAnyOrderElementsOf(tested);
        assertThat(witnesses.values())
                .allSatisfy(list -> assertThat(list).isNotEmpty().doesNotHaveDuplicates());
    }

    @Test
    void testsUseWitnessesOfTheirRequirements() {
        TestSources sources = new TestSources();
        List<String> problems = new ArrayList<>();
        witnesses.forEach((id, list) -> {
            for (Witness witness : list) {
                List<TckTest> tests = coverage.tests(id);
                Pattern code = CODE.get(witness);
                if (code != null
                        && tests.stream().noneMatch(test -> code.matcher(sources.code(test))
                                .find())) {
                    problems.add(id + ": no test uses the witness " + witness.word());
                }
            }
        });
        assertThat(problems).isEmpty();
    }

    @Test
    void realServersAreWitnessesOfRequirementsThatTheirTestsName() {
        List<TckTest> tests = RealServerTests.all();
        SERVERS.forEach((witness, testClass) -> {
            Set<String> named = tests.stream()
                    .filter(test -> test.testClass().equals(testClass))
                    .flatMap(test -> test.ids().stream())
                    .collect(toSet());
            assertThat(witnesses.keySet().stream()
                            .filter(id -> witnesses.get(id).contains(witness)))
                    .as(testClass)
                    .containsExactlyInAnyOrderElementsOf(named);
        });
    }

    @Test
    void everyWitnessIsUsed() {
        Set<Witness> used = EnumSet.noneOf(Witness.class);
        witnesses.values().forEach(used::addAll);
        assertThat(used).containsExactlyInAnyOrder(Witness.values());
    }
}

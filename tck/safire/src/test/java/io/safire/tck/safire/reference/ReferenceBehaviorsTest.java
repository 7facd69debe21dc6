package io.safire.tck.safire.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.tck.coverage.TckTest;
import io.safire.tck.safire.reference.ReferenceBehavior.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceBehaviorsTest {

    private final List<ReferenceBehavior> behaviors = ReferenceBehavior.all();

    @Test
    void givesReasonForEachDifference() {
        assertThat(behaviors)
                .hasSize(80)
                .filteredOn(behavior -> behavior.verdict() != Verdict.SAME)
                .allSatisfy(behavior ->
                        assertThat(behavior.difference()).as(behavior.id()).isNotBlank());
    }

    @Test
    void namesTestForEachBehaviorWithoutDifference() {
        assertThat(behaviors)
                .filteredOn(behavior -> behavior.difference().isEmpty())
                .allSatisfy(behavior ->
                        assertThat(behavior.tests()).as(behavior.id()).isNotEmpty());
    }

    @Test
    void namesOnlyTestsOfTheTck() {
        List<String> named = behaviors.stream()
                .flatMap(behavior -> behavior.tests().stream())
                .toList();
        assertThat(named).hasSizeGreaterThan(200);
        assertThat(TckTest.all()).extracting(TckTest::name).containsAll(named);
    }
}

package io.safire.tck.support;

import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestCasesTest {

    @Test
    void runsAllCasesAndNamesFailedOnes() {
        List<String> seen = new ArrayList<>();
        assertThatThrownBy(() -> assertEach(List.of("one", "two", "three"), each -> {
                    seen.add(each);
                    assertThat(each).isEqualTo("two");
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("Case: one", "Case: three", "but was: \"three\"")
                .hasMessageNotContaining("Case: two");
        assertThat(seen).containsExactly("one", "two", "three");
    }

    @Test
    void namesCaseByKey() {
        assertThatThrownBy(() -> assertEach(
                        Map.of("odd number", 1), number -> assertThat(number).isEven()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Case: odd number");
    }

    @Test
    void namesCaseOfException() {
        assertThatThrownBy(() -> assertEach(List.of("broken"), each -> {
                    throw new IllegalStateException("no response");
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("Case: broken", "no response");
    }

    @Test
    void passesWithoutFailedCase() {
        assertEach(List.of(2, 4), number -> assertThat(number).isEven());
    }
}

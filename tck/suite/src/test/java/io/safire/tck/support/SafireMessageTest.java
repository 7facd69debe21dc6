package io.safire.tck.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.error.ValidationException;
import java.util.List;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;

class SafireMessageTest {

    private static final String MESSAGE = "SAFIRE-0806 epic: no usable keys; ignored: k1";
    private static final Finding FINDING = Finding.builder("SAFIRE-0806", Step.IDENTITY, "no usable keys; ignored: k1")
            .build();
    private static final List<Object> SUBJECTS = List.of(new IllegalStateException(MESSAGE), FINDING, MESSAGE);

    @Test
    void comparesWordsIfMessagesAreClaimed() {
        for (Object subject : SUBJECTS) {
            accept(SafireMessage.saying(() -> true, "SAFIRE-0806 ", "usable keys"), subject);
            assertRejected(SafireMessage.saying(() -> true, "usable keys", "other words"), subject, "other words");
            accept(SafireMessage.matching(() -> true, "ignored: k\\d$"), subject);
            assertRejected(SafireMessage.matching(() -> true, "no usable keys$"), subject, "no usable keys$");
        }
    }

    @Test
    void comparesCodeIfMessagesAreClaimed() {
        Failure failure = new Failure("SAFIRE-0806", "epic", MESSAGE, List.of(FINDING));
        ValidationException thrown = new ValidationException(failure, "id_token", "no usable keys");
        for (Object subject : List.of(thrown, FINDING, "SAFIRE-0806")) {
            accept(SafireMessage.coded(() -> true, "SAFIRE-0806"), subject);
            assertRejected(SafireMessage.coded(() -> true, "SAFIRE-080"), subject, "SAFIRE-080");
        }
    }

    @Test
    void acceptsAllWordsAndCodesIfMessagesAreNotClaimed() {
        for (Object subject : SUBJECTS) {
            accept(SafireMessage.saying(() -> false, "other words"), subject);
            accept(SafireMessage.matching(() -> false, "other words"), subject);
            accept(SafireMessage.coded(() -> false, "SAFIRE-0101"), subject);
        }
    }

    private static void accept(ThrowingConsumer<Object> requirement, Object subject) {
        assertThat(subject).satisfies(requirement);
    }

    private static void assertRejected(ThrowingConsumer<Object> requirement, Object subject, String words) {
        assertThatThrownBy(() -> accept(requirement, subject))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(words);
    }
}

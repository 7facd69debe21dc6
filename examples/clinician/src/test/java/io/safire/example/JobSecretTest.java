package io.safire.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobSecretTest {

    @Test
    void acceptsExactSecretOnly() {
        JobSecret secret = JobSecret.of(Optional.of("s3cret"));
        assertThat(secret.isContainedIn("Bearer s3cret")).isTrue();
        for (String other :
                new String[] {null, "", "Bearer ", "Bearer s3cre", "Bearer s3cret1", "s3cret", "Basic s3cret"}) {
            assertThat(secret.isContainedIn(other)).as(other).isFalse();
        }
    }

    @Test
    void rejectsAllHeadersWithoutSecret() {
        for (String blank : new String[] {null, "", " "}) {
            JobSecret secret = JobSecret.of(Optional.ofNullable(blank));
            for (String header : new String[] {null, "", "Bearer", "Bearer ", "Bearer  ", "Bearer null"}) {
                assertThat(secret.isContainedIn(header)).as(header).isFalse();
            }
        }
    }
}

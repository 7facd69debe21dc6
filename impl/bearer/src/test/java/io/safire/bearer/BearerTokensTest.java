package io.safire.bearer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.SignInRequiredException;
import io.safire.token.ManagedTokens;
import java.net.URI;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BearerTokensTest {

    private static final URI BASE = URI.create("https://ehr.example/r4");
    private static final URI PATIENT = URI.create("https://ehr.example/r4/Patient/1");

    private final Iterator<String> values = List.of("one", "two", "three").iterator();
    private final FakeSmartClient server = new FakeSmartClient(BASE, values::next);
    private final BearerTokens tokens = BearerTokens.of(server.client());

    @Test
    void requestsNoTokenForForeignUrl() {
        assertThat(tokens.forRequest(URI.create("https://other.example/r4/Patient/1")))
                .isEmpty();
        assertThat(server.issuedCount).isZero();
        assertThat(tokens.forRequest(PATIENT).orElseThrow().header()).isEqualTo("Bearer one");
        assertThat(server.issuedCount).isEqualTo(1);
    }

    @Test
    void invalidatesFirstRejectedTokenOnly() {
        BearerToken first = tokens.forRequest(PATIENT).orElseThrow();
        BearerToken second = first.replaceRejected().orElseThrow();
        assertThat(second.header()).isEqualTo("Bearer two");
        assertThat(second.isFor(PATIENT)).isTrue();
        assertThat(second.isFor(BASE)).isFalse();
        assertThat(second.replaceRejected()).isEmpty();
        assertThat(second.invalidate()).isFalse();
        assertThat(server.invalidated).containsExactly("one");
        assertThat(server.issuedCount).isEqualTo(2);
    }

    @Test
    void returnsNoReplacementForSameTokenValue() {
        FakeSmartClient repeating = new FakeSmartClient(BASE, () -> "always");
        BearerToken bearer =
                BearerTokens.of(repeating.client()).forRequest(PATIENT).orElseThrow();
        assertThat(bearer.replaceRejected()).isEmpty();
        assertThat(repeating.invalidated).containsExactly("always");
    }

    @Test
    void looksUpUserForEachRequest() {
        Iterator<Optional<ManagedTokens>> users = List.of(
                        Optional.of(server.userTokens()), Optional.<ManagedTokens>empty())
                .iterator();
        BearerTokens userTokens = BearerTokens.of(server.client(), users::next);
        assertThat(userTokens.forRequest(PATIENT).orElseThrow().header()).isEqualTo("Bearer of-the-user");
        assertThatThrownBy(() -> userTokens.forRequest(PATIENT))
                .isInstanceOf(SignInRequiredException.class)
                .hasMessageStartingWith("SAFIRE-1601 ehr: ");
        assertThat(server.issuedCount).isZero();
    }

    @Test
    void masksTokensInToString() {
        assertThat(tokens.forRequest(PATIENT).orElseThrow().toString()).doesNotContain("one");
        assertThat(tokens).hasToString("BearerTokens[ehr]");
    }
}

package io.safire.bearer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.ValidationException;
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
    private final OneServer server = new OneServer(BASE, values::next);
    private final BearerTokens tokens = BearerTokens.of(server.client());

    @Test
    void noTokenIsAskedForWhereNoneMayGo() {
        assertThat(tokens.forRequest(URI.create("https://other.example/r4/Patient/1")))
                .isEmpty();
        assertThat(server.issued).isZero();
        assertThat(tokens.forRequest(PATIENT).orElseThrow().header()).isEqualTo("Bearer one");
        assertThat(server.issued).isEqualTo(1);
    }

    @Test
    void refusedTokenIsDroppedAndTheNextIsNot() {
        Bearer first = tokens.forRequest(PATIENT).orElseThrow();
        Bearer second = first.afterRefusal().orElseThrow();
        assertThat(second.header()).isEqualTo("Bearer two");
        assertThat(second.isFor(PATIENT)).isTrue();
        assertThat(second.isFor(BASE)).isFalse();
        assertThat(second.afterRefusal()).isEmpty();
        assertThat(second.drop()).isFalse();
        assertThat(server.dropped).containsExactly("one");
        assertThat(server.issued).isEqualTo(2);
    }

    @Test
    void sameTokenIsNotSentASecondTime() {
        OneServer stubborn = new OneServer(BASE, () -> "always");
        Bearer bearer = BearerTokens.of(stubborn.client()).forRequest(PATIENT).orElseThrow();
        assertThat(bearer.afterRefusal()).isEmpty();
        assertThat(stubborn.dropped).containsExactly("always");
    }

    @Test
    void userIsAskedForAtEachRequest() {
        Iterator<Optional<ManagedTokens>> users = List.of(Optional.of(server.kept()), Optional.<ManagedTokens>empty())
                .iterator();
        BearerTokens ofUser = BearerTokens.of(server.client(), users::next);
        assertThat(ofUser.forRequest(PATIENT).orElseThrow().header()).isEqualTo("Bearer of-the-user");
        assertThatThrownBy(() -> ofUser.forRequest(PATIENT))
                .isInstanceOf(ValidationException.class)
                .hasMessageStartingWith("SAFIRE-1601 ehr: ");
        assertThat(server.issued).isZero();
    }

    @Test
    void tokensAreMasked() {
        assertThat(tokens.forRequest(PATIENT).orElseThrow().toString()).doesNotContain("one");
        assertThat(tokens).hasToString("BearerTokens[ehr]");
    }
}

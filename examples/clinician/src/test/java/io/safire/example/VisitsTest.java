package io.safire.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VisitsTest {

    private final FakeServer server = new FakeServer();
    private final Visits visits = session();

    @Test
    void keepsOtherVisitsAtLaunch() {
        Visit first = visits.start(server.launch("a"));
        Visit second = visits.start(server.launch("b"));
        assertThat(visits.find(first.id())).contains(first);
        assertThat(visits.find(second.id())).contains(second);
        assertThat(token(first)).isEqualTo("a");
        assertThat(token(second)).isEqualTo("b");
        assertThat(server.revoked()).isEmpty();
    }

    @Test
    void endsVisitsOfPreviousUserAtLaunch() {
        Visit first = visits.start(server.launch("a", "ada"));
        Visit second = visits.start(server.launch("b", "tomasz"));
        assertThat(visits.find(first.id())).isEmpty();
        assertThat(visits.find(second.id())).contains(second);
        assertThat(server.revoked()).containsExactly("a");
    }

    @Test
    void findsNoVisitOfAnotherSession() {
        Visit visit = visits.start(server.launch("a"));
        assertThat(session().find(visit.id())).isEmpty();
        assertThat(visits.find("")).isEmpty();
        assertThat(visits.find(visit.subject())).isEmpty();
    }

    @Test
    void endsOldestVisitAboveLimit() {
        List<Visit> all = new ArrayList<>();
        for (int number = 0; number <= Visits.MAX_VISITS; number++) {
            all.add(visits.start(server.launch("t" + number)));
        }
        assertThat(server.revoked()).containsExactly("t0");
        assertThat(visits.find(all.get(0).id())).isEmpty();
        assertThat(visits.find(all.get(1).id())).isPresent();
    }

    @Test
    void revokesAllTokensAtEndOfSession() {
        Visit visit = visits.start(server.launch("a"));
        visits.start(server.launch("b"));
        visits.endAll();
        assertThat(server.revoked()).containsExactlyInAnyOrder("a", "b");
        assertThat(server.storedCount()).isZero();
        assertThat(visits.find(visit.id())).isEmpty();
    }

    @Test
    void removesTokensThatCannotBeRevoked() {
        visits.start(server.launch("a"));
        visits.start(server.launch("b"));
        server.makeUnavailable();
        visits.endAll();
        assertThat(server.revoked()).containsExactlyInAnyOrder("a", "b");
        assertThat(server.storedCount()).isZero();
    }

    @Test
    void omitsKeysFromToString() {
        Visit visit = visits.start(server.launch("a"));
        assertThat(visit.toString()).doesNotContain(visit.id(), visit.subject());
    }

    private String token(Visit visit) {
        return visit.tokens(server.clients())
                .orElseThrow()
                .tokens()
                .accessToken()
                .value();
    }

    private Visits session() {
        Visits session = new Visits();
        session.clients = server.clients();
        return session;
    }
}

package io.safire.tck.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.sandbox.control.Answer;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.support.Bench;
import jakarta.json.Json;
import jakarta.json.JsonValue;

/** A simulated EHR with open registration: clients need no initial access token. */
public final class OpenEhr {

    private OpenEhr() {}

    /** Returns the EHR of a server after a reset, with open registration. */
    public static SandboxServer open(String name) {
        SandboxServer ehr = Bench.fresh(name);
        ehr.quirks(Quirk.OPEN_REGISTRATION);
        return ehr;
    }

    /** Asserts that the registration endpoint has received a single request, and returns it. */
    public static RecordedRequest only(SandboxServer ehr) {
        assertThat(ehr.requests(Endpoint.REGISTER)).hasSize(1);
        return ehr.requests(Endpoint.REGISTER).get(0);
    }

    /**
     * Returns the server's own response with one member changed.
     *
     * @param value the new value, null to remove the member
     */
    public static Answer changed(String member, JsonValue value) {
        return Answer.normal()
                .patch(Json.createObjectBuilder().add(member, value).build());
    }
}

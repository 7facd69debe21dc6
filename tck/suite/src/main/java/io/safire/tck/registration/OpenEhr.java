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

/** A simulated EHR with which everybody may register. */
public final class OpenEhr {

    private OpenEhr() {}

    /**
     * The EHR of a server, as at its start.
     *
     * @param name the name of the server
     * @return the EHR without records and scripts
     */
    public static SandboxServer open(String name) {
        SandboxServer ehr = Bench.fresh(name);
        ehr.quirks(Quirk.OPEN_REGISTRATION);
        return ehr;
    }

    /**
     * The one request that its registration endpoint has had.
     *
     * @param ehr the EHR
     * @return the request
     */
    public static RecordedRequest only(SandboxServer ehr) {
        assertThat(ehr.requests(Endpoint.REGISTER)).hasSize(1);
        return ehr.requests(Endpoint.REGISTER).get(0);
    }

    /**
     * The EHR's own answer with one member changed.
     *
     * @param member the member
     * @param value its value, null to take it out
     * @return the answer
     */
    public static Answer changed(String member, JsonValue value) {
        return Answer.normal()
                .patch(Json.createObjectBuilder().add(member, value).build());
    }
}

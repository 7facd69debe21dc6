package io.safire.tck.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.support.TckContext;
import jakarta.json.JsonValue;

/** A simulated EHR with open registration: clients need no initial access token. */
public final class OpenRegistrationEhr {

    private OpenRegistrationEhr() {}

    /** Resets the EHR of a server, enables open registration and returns the EHR. */
    public static SandboxServer open(String name) {
        SandboxServer ehr = TckContext.resetServer(name);
        ehr.setQuirks(Quirk.OPEN_REGISTRATION);
        return ehr;
    }

    /** Asserts that the registration endpoint has received a single request, and returns this request. */
    public static RecordedRequest onlyRegistrationRequest(SandboxServer ehr) {
        assertThat(ehr.requests(Endpoint.REGISTER)).hasSize(1);
        return ehr.requests(Endpoint.REGISTER).get(0);
    }

    /**
     * Returns the server's own response with one member changed.
     *
     * @param value the new value, null to remove the member
     */
    public static ScriptedResponse changedResponse(String member, JsonValue value) {
        return ScriptedResponse.normal()
                .patch(SandboxJson.createObjectBuilder().add(member, value).build());
    }
}

package io.safire.sandbox.control;

import static io.safire.sandbox.control.Quirk.EC_KEY_BY_URL_ONLY;
import static io.safire.sandbox.control.Quirk.NO_REFRESH_TOKEN_FOR_ONLINE_ACCESS;
import static io.safire.sandbox.control.Quirk.NO_REFRESH_TOKEN_FOR_PUBLIC_CLIENT;
import static io.safire.sandbox.control.Quirk.NO_WILDCARD_SCOPES;
import static io.safire.sandbox.control.Quirk.NO_WRITE_FOR_MIXED_SYNTAX;
import static io.safire.sandbox.control.Quirk.ONE_KIND_OF_SCOPES;
import static io.safire.sandbox.control.Quirk.POST_FOR_EHR_LAUNCH_ONLY;
import static io.safire.sandbox.control.Quirk.REFRESH_THROTTLED;
import static io.safire.sandbox.control.Quirk.RS384_ONLY;

import java.util.List;

/** An EHR whose documented limits a server of the sandbox enforces. */
public enum SimulatedEhr {
    /** Azure Health Data Services. The FHIR server of the sandbox is read-only in any case. */
    AZURE(ONE_KIND_OF_SCOPES),
    /** Epic. */
    EPIC(POST_FOR_EHR_LAUNCH_ONLY, EC_KEY_BY_URL_ONLY, NO_REFRESH_TOKEN_FOR_PUBLIC_CLIENT),
    /** OpenEMR. */
    OPENEMR(RS384_ONLY, NO_REFRESH_TOKEN_FOR_ONLINE_ACCESS, NO_WRITE_FOR_MIXED_SYNTAX),
    /** Oracle Health. The sandbox accepts {@code client_secret_post} only if its metadata contains this method. */
    ORACLE_HEALTH(NO_WILDCARD_SCOPES, NO_REFRESH_TOKEN_FOR_PUBLIC_CLIENT, REFRESH_THROTTLED);

    private final List<Quirk> quirks;

    SimulatedEhr(Quirk... quirks) {
        this.quirks = List.of(quirks);
    }

    List<Quirk> quirks() {
        return quirks;
    }
}

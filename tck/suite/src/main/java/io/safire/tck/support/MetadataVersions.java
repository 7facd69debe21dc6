package io.safire.tck.support;

import io.safire.sandbox.control.Answer;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.stream.IntStream;

/** SMART configurations of a server that changes them. */
public final class MetadataVersions {

    /** Far more than one test reads. */
    private static final int MAX_READS = 60;

    private MetadataVersions() {}

    /**
     * Publishes versions of the SMART configuration that may not be cached. They alternate from one request to the next.
     *
     * @param server the server, which forgets its records and scripts
     * @param mergePatches the changes of each version (RFC 7396: null removes a member)
     */
    public static void publish(SandboxServer server, JsonObject... mergePatches) {
        server.reset();
        Answer[] versions = IntStream.range(0, MAX_READS)
                .mapToObj(read -> Answer.normal()
                        .patch(mergePatches[read % mergePatches.length])
                        .header("Cache-Control", "no-store")
                        // the tag of the sandbox is that of the unchanged document
                        .header("ETag", "\"changing\""))
                .toArray(Answer[]::new);
        server.next(Endpoint.SMART_CONFIGURATION, versions);
    }

    /**
     * Returns the change that names the issuer and all endpoints of another server.
     *
     * @param other the other server
     * @return a merge patch
     */
    public static JsonObject authorityOf(SandboxServer other) {
        return Json.createObjectBuilder(endpointsAt(other))
                .add("issuer", other.issuer().toString())
                .build();
    }

    /**
     * Returns the change that names all endpoints of another server.
     *
     * @param other the other server
     * @return a merge patch
     */
    public static JsonObject endpointsAt(SandboxServer other) {
        return Json.createObjectBuilder()
                .add("authorization_endpoint", other.authorizationEndpoint().toString())
                .add("token_endpoint", other.tokenEndpoint().toString())
                .add("introspection_endpoint", other.introspectionEndpoint().toString())
                .add("revocation_endpoint", other.revocationEndpoint().toString())
                .build();
    }
}

package io.safire.tck.support;

import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import jakarta.json.JsonObject;
import java.util.stream.IntStream;

/** Versions of a server's SMART configuration that change between requests. */
public final class MetadataVersions {

    /** The number of versions, which is far higher than the number of reads in a single test. */
    private static final int MAX_READS = 60;

    private MetadataVersions() {}

    /**
     * Publishes versions of the SMART configuration that must not be cached. The versions alternate from one request to
     * the next.
     *
     * @param server the server, which is reset first
     * @param mergePatches the changes of each version as JSON merge patches (RFC 7396)
     */
    public static void publish(SandboxServer server, JsonObject... mergePatches) {
        server.reset();
        ScriptedResponse[] versions = IntStream.range(0, MAX_READS)
                .mapToObj(read -> ScriptedResponse.normal()
                        .patch(mergePatches[read % mergePatches.length])
                        .header("Cache-Control", "no-store")
                        // the sandbox computes its ETag from the unchanged document
                        .header("ETag", "\"changing\""))
                .toArray(ScriptedResponse[]::new);
        server.script(Endpoint.SMART_CONFIGURATION, versions);
    }

    /** Returns a merge patch with the issuer and all endpoints of another server. */
    public static JsonObject issuerAndEndpointsOf(SandboxServer other) {
        return SandboxJson.createObjectBuilder(endpointsOf(other))
                .add("issuer", other.issuer().toString())
                .build();
    }

    /** Returns a merge patch with all endpoints of another server. */
    public static JsonObject endpointsOf(SandboxServer other) {
        return SandboxJson.createObjectBuilder()
                .add("authorization_endpoint", other.authorizationEndpoint().toString())
                .add("token_endpoint", other.tokenEndpoint().toString())
                .add("introspection_endpoint", other.introspectionEndpoint().toString())
                .add("revocation_endpoint", other.revocationEndpoint().toString())
                .build();
    }
}

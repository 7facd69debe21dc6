package io.safire.broken;

import io.safire.discovery.SmartMetadata;
import io.safire.error.DiscoveryException;
import io.safire.launch.AuthorizationRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Deliberate defects that send the credentials for one server to another server (mix-up attacks). */
final class MixUpBreakages {

    private MixUpBreakages() {}

    static List<Breakage> all() {
        return List.of(
                sendRejectedRequest(
                                "Client assertion is sent to an endpoint on another origin",
                                "introspect",
                                SmartMetadata::introspectionEndpoint,
                                "MixUpAttackTest.sendsNoAssertionWhenTokenEndpointIsOfAnotherServer",
                                "MixUpAttackTest.comparesWithTokenEndpointIfOnlyOneIsNamed")
                        .breaks(1)
                        .reportedAs("Expecting empty but was: [RecordedRequest[endpoint=INTROSPECT"),
                sendRejectedRequest(
                                "Token is requested at the token endpoint of another server",
                                "requestToken",
                                SmartMetadata::tokenEndpoint,
                                "MixUpAttackTest.requestsNoTokenAtAnotherConfiguredServer")
                        .breaks(1)
                        .reportedAs("Expecting empty but was: [RecordedRequest[endpoint=TOKEN"),
                exchangeAtNewerTokenEndpoint());
    }

    /**
     * Before the exchange, replaces the authorization endpoint of the request with the authorization endpoint of newer
     * metadata.
     */
    private static Breakage exchangeAtNewerTokenEndpoint() {
        return Breakage.calls(
                        "Code is sent to a token endpoint from metadata that changed after the authorization request",
                        call -> call.isMethod("exchange") && call.hasArgument(0, AuthorizationRequest.class)
                                ? call.proceedWith(0, withNewerEndpoint(call))
                                : call.proceed(),
                        "MetadataChangeTest.sendsNoCodeToTokenEndpointOfChangedMetadata")
                .breaks(1, 62)
                .reportedAs("Expecting empty but was: [RecordedRequest[endpoint=TOKEN");
    }

    private static AuthorizationRequest withNewerEndpoint(ApiCall call) {
        AuthorizationRequest sent = call.argument(0, AuthorizationRequest.class);
        URI newer = call.client().metadata().authorizationEndpoint().orElse(sent.endpoint());
        return new AuthorizationRequest(sent.server(), newer, sent.parameters(), sent.codeVerifier());
    }

    /** Sends the request that the correct implementation rejects. */
    private static Breakage sendRejectedRequest(
            String name, String method, Function<SmartMetadata, Optional<URI>> endpoint, String... caughtBy) {
        return Breakage.calls(
                name,
                call -> {
                    try {
                        return call.proceed();
                    } catch (DiscoveryException rejection) {
                        if (call.isMethod(method)) {
                            endpoint.apply(call.client().metadata()).ifPresent(target -> post(target, "Basic eDp4"));
                        }
                        throw rejection;
                    }
                },
                caughtBy);
    }

    static void post(URI target, String authorization) {
        HttpRequest request = HttpRequest.newBuilder(target)
                .header("Authorization", authorization)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
        try {
            HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
        } catch (IOException unreachable) {
            throw new IllegalStateException(unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.safire.broken;

import io.safire.SmartClient;
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

/** Implementations that let one server use the authority of another one. */
final class AuthorityBreakages {

    private AuthorityBreakages() {}

    static List<Breakage> all() {
        return List.of(
                sentAnyway(
                        "assertion goes to an endpoint on another origin",
                        "introspect",
                        SmartMetadata::introspectionEndpoint,
                        "AuthorityTest.assertionForAnotherServerIsNotSent",
                        "AuthorityTest.tokenEndpointIsTheAnchorWithoutAuthorizationEndpoint"),
                sentAnyway(
                        "token is requested at the token endpoint of another server",
                        "backendToken",
                        SmartMetadata::tokenEndpoint,
                        "AuthorityTest.tokenOfAnotherServerIsNotRequested"),
                codeGoesToNewerTokenEndpoint());
    }

    /** Forgets the authorization endpoint to which the browser was sent. */
    private static Breakage codeGoesToNewerTokenEndpoint() {
        return Breakage.calls(
                "code goes to the token endpoint of newer metadata",
                call -> call.is("exchange") && call.has(0, AuthorizationRequest.class)
                        ? call.proceedWith(0, withNewerEndpoint(call))
                        : call.proceed(),
                "MetadataChangeTest.codeIsNotSentToTokenEndpointOfNewerMetadata",
                "MetadataChangeTest.codeOfConfiguredServerIsNotSentToAnother");
    }

    private static AuthorizationRequest withNewerEndpoint(Call call) {
        AuthorizationRequest sent = call.argument(0, AuthorizationRequest.class);
        URI newer =
                call.client().metadata().authorizationEndpoint().orElse(sent.endpoint());
        return new AuthorizationRequest(sent.server(), newer, sent.parameters(), sent.codeVerifier());
    }

    /** Sends the request that a sound implementation refuses. */
    private static Breakage sentAnyway(
            String name, String method, Function<SmartMetadata, Optional<URI>> endpoint, String... caughtBy) {
        return Breakage.calls(
                name,
                call -> {
                    try {
                        return call.proceed();
                    } catch (DiscoveryException refused) {
                        if (call.is(method)) {
                            endpoint.apply(call.client().metadata())
                                    .ifPresent(AuthorityBreakages::post);
                        }
                        throw refused;
                    }
                },
                caughtBy);
    }

    private static void post(URI target) {
        HttpRequest request = HttpRequest.newBuilder(target)
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

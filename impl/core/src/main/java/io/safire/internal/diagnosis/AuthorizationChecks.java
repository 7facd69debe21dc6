package io.safire.internal.diagnosis;

import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.internal.config.Setting;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.NetworkExceptions;
import io.safire.internal.http.TransportException;
import io.safire.internal.message.Message;
import io.safire.launch.AuthorizationRequest;
import io.safire.token.TokenFlow;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks of the authorization request of a standalone launch. One check sends this request to the authorization
 * endpoint, without a session. If the server accepts the request, the response is a login page or a redirect. If the client or its redirect URI is
 * not registered, the response is an error page, because the server must not redirect to the redirect URI (RFC 6749,
 * section 4.1.2.1).
 *
 * <p>The check follows no redirect. Otherwise, it could send a code to the application.
 */
final class AuthorizationChecks {

    private static final int BAD_REQUEST = 400;

    private AuthorizationChecks() {}

    static List<Check> all() {
        List<String> requires = List.of("SD-D03", "SD-C09");
        return List.of(
                Check.fromOutside(
                        "SD-A01",
                        Step.AUTHORIZATION,
                        "Which parameters does the authorization request of a launch have?",
                        requires,
                        AuthorizationChecks::content),
                Check.fromOutside(
                        "SD-A02",
                        Step.AUTHORIZATION,
                        "Does the authorization endpoint accept the client_id and the redirect URI?",
                        requires,
                        AuthorizationChecks::authorizationEndpoint));
    }

    private static boolean hasLaunch(Evidence evidence) {
        return ConfigurationChecks.flow(evidence.settings()) == TokenFlow.AUTHORIZATION_CODE
                && !evidence.settings().client().scopes().isEmpty();
    }

    private static List<Finding> content(Evidence evidence) {
        if (!hasLaunch(evidence)) {
            return List.of();
        }
        AuthorizationRequest request = evidence.authorizationRequest();
        Map<String, String> parameters = request.parameters();
        return List.of(Message.AUTHORIZATION_REQUEST_CONTENT.finding(
                HttpTransport.withoutQuery(request.endpoint()),
                parameters.getOrDefault("client_id", ""),
                request.redirectUri(),
                parameters.getOrDefault("aud", ""),
                parameters.getOrDefault("scope", "")));
    }

    private static List<Finding> authorizationEndpoint(Evidence evidence) {
        if (!hasLaunch(evidence)) {
            return List.of();
        }
        AuthorizationRequest request = evidence.authorizationRequest();
        Probe probe = evidence.page(request.uri()).requireTime();
        Optional<TransportException> unreachable =
                probe.failure().filter(failure -> !failure.kind().isRedirect());
        if (unreachable.isPresent()) {
            return NetworkExceptions.from(evidence.settings(), unreachable.get(), Setting.AUTHORIZATION_ENDPOINT)
                    .findings();
        }
        return probe.response().flatMap(response -> finding(evidence, request, response)).stream()
                .toList();
    }

    private static Optional<Finding> finding(
            Evidence evidence, AuthorizationRequest request, InboundResponse response) {
        int status = response.status();
        if (status == 404 || status == 410 || status >= 500) {
            return Optional.of(Message.AUTHORIZATION_ENDPOINT_MISSING.finding(
                    HttpTransport.withoutQuery(request.endpoint()),
                    status,
                    evidence.settings().key(Setting.AUTHORIZATION_ENDPOINT)));
        }
        return status == BAD_REQUEST ? Optional.of(rejection(evidence, request)) : Optional.empty();
    }

    private static Finding rejection(Evidence evidence, AuthorizationRequest request) {
        String key = evidence.settings().key(Setting.REDIRECT_URI);
        String redirectUri = request.redirectUri();
        String other =
                redirectUri.endsWith("/") ? redirectUri.substring(0, redirectUri.length() - 1) : redirectUri + "/";
        return isAccepted(evidence.page(withRedirectUri(request, other)))
                ? Message.REDIRECT_URI_SLASH.finding(redirectUri, other, key)
                : Message.AUTHORIZATION_REQUEST_REJECTED.finding(
                        BAD_REQUEST,
                        request.parameters().getOrDefault("client_id", ""),
                        redirectUri,
                        key,
                        evidence.settings().key(Setting.CLIENT_ID));
    }

    private static boolean isAccepted(Probe probe) {
        return probe.response()
                .map(response -> response.isSuccess() || response.isRedirect())
                .orElseGet(() -> probe.failure().orElseThrow().kind().isRedirect());
    }

    private static URI withRedirectUri(AuthorizationRequest request, String redirectUri) {
        Map<String, String> parameters = new LinkedHashMap<>(request.parameters());
        parameters.put("redirect_uri", redirectUri);
        return new AuthorizationRequest(request.server(), request.endpoint(), parameters, request.codeVerifier()).uri();
    }
}

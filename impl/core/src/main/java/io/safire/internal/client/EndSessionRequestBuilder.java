package io.safire.internal.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.diagnosis.Failure;
import io.safire.error.SmartException;
import io.safire.internal.authentication.ClientIdentity;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.discovery.EndpointResolver;
import io.safire.internal.identity.IdTokenValidator;
import io.safire.internal.message.Message;
import io.safire.internal.text.OpaqueStrings;
import io.safire.token.SignOut;
import io.safire.token.TokenResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URLEncoder;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Builder for the requests with which a browser ends the session of its user at the server. The browser sends the
 * request, so the sign-out never waits for the end session endpoint.
 *
 * @see <a href="https://openid.net/specs/openid-connect-rpinitiated-1_0.html#RPLogout">OpenID Connect RP-Initiated
 *     Logout 1.0, section 2</a>
 */
record EndSessionRequestBuilder(
        ServerSettings settings,
        ClientIdentity identity,
        EndpointResolver endpoints,
        IdTokenValidator idTokens,
        SecureRandom random) {

    private static final Logger LOG = System.getLogger(EndSessionRequestBuilder.class.getName());

    /** Many servers reject a request line above 8 KiB. A longer ID token is omitted, because it is only a hint. */
    private static final int MAX_HINT_LENGTH = 4_000;

    /** The tokens are already removed, so a failure is a finding. Throws no {@link SmartException}. */
    SignOut build(TokenResponse tokens) {
        @Nullable String redirectUri = settings.client().postLogoutRedirectUri();
        if (redirectUri == null || tokens.identity().isEmpty()) {
            return SignOut.of(settings.name(), List.of());
        }
        try {
            URI endpoint = endpoints.endSessionEndpoint(idTokens::endSessionEndpoint);
            String state = OpaqueStrings.random(random);
            Map<String, String> parameters = parameters(tokens, redirectUri, state);
            return SignOut.of(settings.name(), List.of(), withParameters(endpoint, parameters), state);
        } catch (SmartException failure) {
            Failure problem = Message.SESSION_NOT_ENDED.format(
                    settings.name(),
                    failure.getMessage(),
                    settings.key(Setting.END_SESSION_ENDPOINT),
                    settings.key(Setting.POST_LOGOUT_REDIRECT_URI));
            LOG.log(Level.WARNING, problem);
            return SignOut.of(settings.name(), List.of(problem.findings().get(0).withMember("end_session_endpoint")));
        }
    }

    private Map<String, String> parameters(TokenResponse tokens, String redirectUri, String state) {
        Map<String, String> parameters = new LinkedHashMap<>();
        tokens.idToken()
                .filter(idToken -> idToken.length() <= MAX_HINT_LENGTH)
                .ifPresent(idToken -> parameters.put("id_token_hint", idToken));
        @Nullable String clientId = identity.clientId();
        if (clientId != null) {
            parameters.put("client_id", clientId);
        }
        parameters.put("post_logout_redirect_uri", redirectUri);
        parameters.put("state", state);
        return parameters;
    }

    private static URI withParameters(URI endpoint, Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return URI.create(endpoint.toASCIIString() + (endpoint.getRawQuery() == null ? "?" : "&") + query);
    }
}

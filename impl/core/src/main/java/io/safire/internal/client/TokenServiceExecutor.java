package io.safire.internal.client;

import io.safire.authentication.ClientType;
import io.safire.authentication.Credential;
import io.safire.diagnosis.Failure;
import io.safire.error.TokenException;
import io.safire.internal.authentication.ClientAuthentication;
import io.safire.internal.authentication.ClientAuthenticator;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.diagnosis.RejectedRequest;
import io.safire.internal.diagnosis.TokenServiceErrorDiagnosis;
import io.safire.internal.discovery.EndpointResolver;
import io.safire.internal.discovery.ServerEndpoint;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.ServerClock;
import io.safire.internal.token.FormRequest;
import io.safire.internal.token.FormResponse;
import io.safire.internal.token.TokenService;
import io.safire.internal.token.TokenServiceClient;
import io.safire.token.AccessToken;
import io.safire.token.Scopes;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An executor of introspection and revocation requests. It authenticates the client and evaluates the response. */
final class TokenServiceExecutor {

    private final ServerSettings settings;
    private final EndpointResolver endpointResolver;
    private final ClientAuthenticator authenticator;
    private final TokenServiceClient introspection;
    private final TokenServiceClient revocation;
    private final TokenServiceErrorDiagnosis causes;
    private final ServerClock serverClock;

    TokenServiceExecutor(
            ServerSettings settings,
            EndpointResolver endpointResolver,
            ClientAuthenticator authenticator,
            HttpSender sender,
            ServerClock serverClock) {
        this.settings = settings;
        this.endpointResolver = endpointResolver;
        this.authenticator = authenticator;
        this.introspection = new TokenServiceClient(settings, TokenService.INTROSPECTION, sender);
        this.revocation = new TokenServiceClient(settings, TokenService.REVOCATION, sender);
        this.causes = new TokenServiceErrorDiagnosis(settings);
        this.serverClock = serverClock;
    }

    /**
     * @param secrets the additional values to redact if the server repeats them in an error response
     * @param credential the credential to use instead of the configured credential
     * @throws TokenException if the server responds with an error
     */
    FormResponse request(
            TokenService service, Map<String, String> form, List<String> secrets, Optional<Credential> credential) {
        ClientType type = settings.client().type();
        boolean signed = type == ClientType.CONFIDENTIAL_ASYMMETRIC;
        // the aud of an assertion is the token endpoint, even in requests to other endpoints
        EndpointResolver.RequestTarget receiver = endpointResolver.requestTarget(service.endpoint(), signed);
        URI endpoint = receiver.endpoint();
        URI audience = receiver.audience();
        ClientAuthentication authentication =
                authenticator.prepare(type, credential, audience, endpointResolver.cachedMetadata(), true);
        TokenServiceClient target = service == TokenService.INTROSPECTION ? introspection : revocation;
        Duration clockOffset = serverClock.offset();
        FormResponse response = target.send(FormRequest.idempotent(endpoint, form, authentication, secrets));
        if (!response.accepted()) {
            RejectedRequest rejected = toRejectedRequest(service, response, receiver, clockOffset);
            throw exception(rejected, causes.message(service, form.getOrDefault("token_type_hint", ""), rejected));
        }
        return response;
    }

    private RejectedRequest toRejectedRequest(
            TokenService service,
            FormResponse response,
            EndpointResolver.RequestTarget receiver,
            Duration clockOffset) {
        URI endpoint = receiver.endpoint();
        RejectedRequest rejected = new RejectedRequest(
                response,
                "",
                Scopes.none(),
                endpoint,
                service.endpoint().setting(),
                receiver.audience(),
                endpointResolver.cachedMetadata(),
                serverClock.difference(),
                clockOffset);
        endpointResolver.reportErrorResponse(endpoint, rejected.status(), rejected.error());
        return rejected;
    }

    private static TokenException exception(RejectedRequest rejected, Failure failure) {
        return new TokenException(
                failure,
                rejected.status(),
                rejected.error(),
                rejected.members(),
                List.copyOf(rejected.members().keySet()));
    }

    /**
     * Uses a bearer token instead of client authentication.
     *
     * @throws TokenException if the server responds with an error
     */
    FormResponse introspectWithBearer(Map<String, String> form, AccessToken bearer) {
        EndpointResolver.RequestTarget receiver = endpointResolver.requestTarget(ServerEndpoint.INTROSPECTION, false);
        ClientAuthentication authentication = ClientAuthentication.ofBearer(bearer.value());
        FormResponse response =
                introspection.send(FormRequest.idempotent(receiver.endpoint(), form, authentication, List.of()));
        if (!response.accepted()) {
            RejectedRequest rejected = toRejectedRequest(TokenService.INTROSPECTION, response, receiver, Duration.ZERO);
            throw exception(rejected, causes.messageForBearer(TokenService.INTROSPECTION, rejected));
        }
        return response;
    }
}

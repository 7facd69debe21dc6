package io.safire.internal.event;

import io.safire.diagnosis.Diagnosis;
import io.safire.error.OAuthException;
import io.safire.error.SmartException;
import io.safire.event.DiagnosisCompleted;
import io.safire.event.KeyFirstUsed;
import io.safire.event.LaunchCompleted;
import io.safire.event.LaunchStarted;
import io.safire.event.RegistrationChanged;
import io.safire.event.RegistrationChanged.Change;
import io.safire.event.RequestRefused;
import io.safire.event.SmartRequest;
import io.safire.event.Subject;
import io.safire.event.TokenIssued;
import io.safire.event.TokenReference;
import io.safire.event.TokenRefreshed;
import io.safire.event.TokenRevoked;
import io.safire.event.TokenSummary;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.Launch;
import io.safire.token.TokenFlow;
import io.safire.token.TokenResponse;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The audit events of one server. */
public final class AuditEvents {

    /** The characters that RFC 6749, section 5.2, permits. */
    private static final Pattern ERROR_CODE = Pattern.compile("[\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]{1,100}");

    private final String server;
    private final Supplier<@Nullable String> clientId;
    private final SmartEventPublisher publisher;

    public AuditEvents(String server, Supplier<@Nullable String> clientId, SmartEventPublisher publisher) {
        this.server = server;
        this.clientId = clientId;
        this.publisher = publisher;
    }

    public void onLaunchStarted(AuthorizationRequest request, Launch launch) {
        boolean byEhr = launch instanceof Launch.Ehr;
        publisher.publish(at ->
                LaunchStarted.of(at, server, clientId(request), LaunchId.of(request.state()), byEhr, request.scopes()));
    }

    public void onLaunchCompleted(AuthorizationRequest request, TokenResponse tokens) {
        onTokenIssued(TokenFlow.AUTHORIZATION_CODE, tokens);
        publisher.publish(at -> LaunchCompleted.of(
                at, server, clientId(request), LaunchId.of(request.state()), subject(tokens), tokens.findings()));
    }

    /**
     * Reports a launch that does not start, or that ends without tokens.
     *
     * @param request the authorization request; null if no authorization request was built
     */
    public void onLaunchRefused(@Nullable AuthorizationRequest request, SmartException failure) {
        if (request == null) {
            publisher.publishLaunchRefused(null, clientId(), failure);
        } else {
            publisher.publishLaunchRefused(request.state(), clientId(request), failure);
        }
    }

    public void onTokenIssued(TokenFlow flow, TokenResponse tokens) {
        publisher.publish(at -> TokenIssued.of(at, server, clientId(), flow, TokenSummary.of(tokens), subject(tokens)));
    }

    public void onTokenRefreshed(String refreshToken, TokenResponse tokens) {
        publisher.publish(at -> TokenRefreshed.of(
                at, server, clientId(), TokenReference.of(refreshToken), TokenSummary.of(tokens), subject(tokens)));
    }

    public void onTokenRevoked(String token, boolean refreshToken) {
        publisher.publish(at -> TokenRevoked.of(at, server, clientId(), TokenReference.of(token), refreshToken));
    }

    public void onRegistrationChanged(Change change, String registeredClientId) {
        publisher.publish(at -> RegistrationChanged.of(at, server, registeredClientId, change));
    }

    public void onKeyFirstUsed(String kid, @Nullable String previousKid) {
        publisher.publish(at -> KeyFirstUsed.of(at, server, clientId(), kid, previousKid));
    }

    public void onDiagnosed(Diagnosis diagnosis) {
        publisher.publish(at -> DiagnosisCompleted.of(at, clientId(), diagnosis));
    }

    /** Reports a request that the server rejected, or whose response failed validation. */
    public void onRequestRefused(SmartRequest request, SmartException failure) {
        publisher.publish(at -> RequestRefused.of(
                at,
                server,
                clientId(),
                request,
                failure.code(),
                failure.failure().message(),
                failure instanceof OAuthException refused ? refused.status().orElse(0) : 0,
                failure instanceof OAuthException refused ? errorCode(refused) : null));
    }

    private static @Nullable String errorCode(OAuthException refused) {
        return refused.errorCode()
                .filter(code -> ERROR_CODE.matcher(code).matches())
                .orElse(null);
    }

    private static @Nullable Subject subject(TokenResponse tokens) {
        return Subject.of(tokens).orElse(null);
    }

    private static @Nullable String clientId(AuthorizationRequest request) {
        return request.parameters().get("client_id");
    }

    /**
     * Returns null if the {@code client_id} cannot be determined, because an unavailable store must not suppress the
     * event.
     */
    private @Nullable String clientId() {
        try {
            return clientId.get();
        } catch (SmartException unknown) {
            return null;
        }
    }
}

package io.safire.impl.event;

import io.safire.error.OAuthException;
import io.safire.error.SmartException;
import io.safire.error.ValidationException;
import io.safire.event.KeyFirstUsed;
import io.safire.event.LaunchBegun;
import io.safire.event.LaunchCompleted;
import io.safire.event.RegistrationChanged;
import io.safire.event.RegistrationChanged.Change;
import io.safire.event.RequestRefused;
import io.safire.event.SmartRequest;
import io.safire.event.Subject;
import io.safire.event.TokenIssued;
import io.safire.event.TokenReference;
import io.safire.event.TokenRenewed;
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
public final class Audit {

    /** The characters of an error code (RFC 6749, section 5.2), at most 100. */
    private static final Pattern ERROR_CODE = Pattern.compile("[\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]{1,100}");

    private final String server;
    private final Supplier<@Nullable String> clientId;
    private final Announcer announcer;

    public Audit(String server, Supplier<@Nullable String> clientId, Announcer announcer) {
        this.server = server;
        this.clientId = clientId;
        this.announcer = announcer;
    }

    public void begun(AuthorizationRequest request, Launch launch) {
        boolean byEhr = launch instanceof Launch.Ehr;
        announcer.fire(at ->
                new LaunchBegun(at, server, clientId(request), LaunchId.of(request.state()), byEhr, request.scopes()));
    }

    public void completed(AuthorizationRequest request, TokenResponse tokens) {
        @Nullable Subject subject = Subject.of(tokens).orElse(null);
        issued(TokenFlow.APP_LAUNCH, tokens);
        announcer.fire(at -> new LaunchCompleted(at, server, clientId(request), LaunchId.of(request.state()), subject));
    }

    /**
     * Publishes the event for a launch that does not start or ends without tokens.
     *
     * @param request the authorization request; null if none was built
     */
    public void launchRefused(@Nullable AuthorizationRequest request, SmartException failure) {
        if (request == null) {
            announcer.launchRefused(null, clientId(), failure);
        } else {
            announcer.launchRefused(request.state(), clientId(request), failure);
        }
    }

    public void issued(TokenFlow flow, TokenResponse tokens) {
        @Nullable Subject subject = Subject.of(tokens).orElse(null);
        announcer.fire(at -> new TokenIssued(at, server, clientId(), flow, TokenSummary.of(tokens), subject));
    }

    public void renewed(String refreshToken, TokenResponse tokens) {
        @Nullable Subject subject = Subject.of(tokens).orElse(null);
        TokenReference by = TokenReference.of(refreshToken);
        announcer.fire(at -> new TokenRenewed(at, server, clientId(), by, TokenSummary.of(tokens), subject));
    }

    public void revoked(String token, boolean refreshToken) {
        announcer.fire(at -> new TokenRevoked(at, server, clientId(), TokenReference.of(token), refreshToken));
    }

    public void registration(Change change, String registered) {
        announcer.fire(at -> new RegistrationChanged(at, server, registered, change));
    }

    public void keyUsed(String kid, @Nullable String former) {
        announcer.fire(at -> new KeyFirstUsed(at, server, clientId(), kid, former));
    }

    /** Performs a request, notifies the request observers, and publishes an event if the server rejects it. */
    public <T> T refusals(SmartRequest request, Supplier<T> call) {
        try {
            return Outcomes.watched(announcer.requests(), server, request, call);
        } catch (OAuthException refused) {
            @Nullable
            String error = refused.errorCode()
                    .filter(code -> ERROR_CODE.matcher(code).matches())
                    .orElse(null);
            refused(request, refused, refused.status().orElse(0), error);
            throw refused;
        } catch (ValidationException refused) {
            refused(request, refused, 0, null);
            throw refused;
        }
    }

    private void refused(SmartRequest request, SmartException failure, int status, @Nullable String error) {
        String reason = Announcer.reason(failure);
        announcer.fire(at ->
                new RequestRefused(at, server, clientId(), request, reason, Announcer.message(failure), status, error));
    }

    private static @Nullable String clientId(AuthorizationRequest request) {
        return request.parameters().get("client_id");
    }

    /**
     * Returns the {@code client_id}; null if it cannot be determined, since an unavailable store must not suppress the
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

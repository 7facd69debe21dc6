package io.safire.impl.identity;

import io.safire.Finding;
import io.safire.discovery.SmartMetadata;
import io.safire.error.ConfigurationException;
import io.safire.error.SmartException;
import io.safire.error.ValidationException;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.credential.ClientIdentity;
import io.safire.impl.discovery.Authorities;
import io.safire.impl.message.Message;
import io.safire.impl.transport.HttpCalls;
import io.safire.impl.transport.Json;
import io.safire.impl.transport.Printable;
import io.safire.impl.transport.ServerClock;
import io.safire.launch.AuthorizationRequest;
import io.safire.token.IdToken;
import io.safire.token.RefreshRequest;
import io.safire.token.TokenResponse;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Validator of the ID token in a token response. It adds the identity of the user to the response. */
public final class Identities {

    static final String MEMBER = "id_token";

    private static final String OPENID = "openid";

    private final ServerSettings settings;
    private final ClientIdentity client;
    private final Supplier<SmartMetadata> metadata;
    private final Authorities authorities;
    private final SignatureCheck signatures;
    private final ClaimRules rules;
    private final FhirUserClaim fhirUser;

    /**
     * Creates the validator without sending a request.
     *
     * @param metadata supplies the SMART configuration; called only if a response contains an ID token
     */
    public Identities(
            ServerSettings settings,
            ClientIdentity client,
            Supplier<SmartMetadata> metadata,
            Authorities authorities,
            HttpCalls calls,
            Clock clock,
            ServerClock serverClock) {
        this.settings = settings;
        this.client = client;
        this.metadata = metadata;
        this.authorities = authorities;
        KeyLocation location = new KeyLocation(settings, calls, this::jwksUri);
        this.signatures = new SignatureCheck(settings, new IssuerKeys(settings, location::read, clock));
        this.rules = new ClaimRules(settings, serverClock);
        this.fhirUser = new FhirUserClaim(settings);
    }

    /**
     * Validates the ID token of an authorization code response, if {@code openid} was requested.
     *
     * @throws ValidationException if the ID token is invalid
     */
    public TokenResponse ofLaunch(AuthorizationRequest request, TokenResponse answer) {
        if (!request.scopes().contains(OPENID)) {
            return answer;
        }
        JsonValue value = answer.members().getOrDefault(MEMBER, JsonValue.NULL);
        if (value == JsonValue.NULL) {
            String message = Message.NO_ID_TOKEN.of(settings.name(), settings.key(Setting.SCOPES));
            return with(answer, null, List.of(new Finding(MEMBER, message)));
        }
        String clientId = request.parameters().getOrDefault("client_id", "");
        try {
            JsonObject claims = signedClaims(value);
            rules.check(claims, clientId);
            request.nonce().ifPresent(nonce -> rules.checkNonce(claims, nonce));
            FhirUserClaim.Resolved resolved = fhirUser.of(claims);
            return with(answer, resolved.identity(), resolved.findings());
        } catch (InvalidIdTokenException invalid) {
            throw invalid.exception();
        }
    }

    /**
     * Validates the ID token of a refresh response. If the response has no valid ID token, the identity of the launch is
     * retained, because an invalid ID token must not invalidate the refreshed tokens. The exception is an ID token of another
     * user.
     *
     * @throws ValidationException if the response belongs to another user
     */
    public TokenResponse ofRefresh(RefreshRequest request, TokenResponse answer) {
        @Nullable IdToken earlier = request.earlierIdentity();
        JsonValue value = answer.members().getOrDefault(MEMBER, JsonValue.NULL);
        if (!wasAsked(request) || value == JsonValue.NULL) {
            return with(answer, earlier, List.of());
        }
        JsonObject claims;
        try {
            claims = signedClaims(value);
        } catch (InvalidIdTokenException invalid) {
            return passedOver(answer, earlier, invalid);
        }
        if (earlier != null && !ClaimRules.isSameUser(earlier, claims)) {
            throw new InvalidIdTokenException(
                            settings, "sub differs from the ID token of the launch", Message.ID_TOKEN_OTHER_USER)
                    .exception();
        }
        try {
            return refreshed(answer, earlier, claims);
        } catch (InvalidIdTokenException invalid) {
            return passedOver(answer, earlier, invalid);
        }
    }

    /**
     * Retains the identity of the launch without validation, if the ID token of a refresh can be validated later.
     *
     * @return empty if there is no ID token to validate, or if it names another user. Such an ID token may be forged and must
     *     be validated immediately: if it is genuine, no node may find the response in the store.
     */
    public Optional<TokenResponse> withoutQuestions(RefreshRequest request, TokenResponse answer) {
        @Nullable IdToken earlier = request.earlierIdentity();
        JsonValue value = answer.members().getOrDefault(MEMBER, JsonValue.NULL);
        boolean later =
                wasAsked(request) && value != JsonValue.NULL && (earlier == null || !namesAnother(earlier, value));
        return later ? Optional.of(with(answer, earlier, List.of())) : Optional.empty();
    }

    private static boolean wasAsked(RefreshRequest request) {
        return request.earlierIdentity() != null
                || request.grantedScopes().isEmpty()
                || request.grantedScopes().contains(OPENID);
    }

    /** Returns whether the ID token names another user, even if its signature is invalid. */
    private boolean namesAnother(IdToken earlier, JsonValue value) {
        try {
            return !ClaimRules.isSameUser(earlier, read(value).claims());
        } catch (InvalidIdTokenException unreadable) {
            return false;
        }
    }

    /**
     * Validates the claims of a refreshed ID token. Servers omit {@code aud} and {@code nonce} after a refresh; the earlier ID
     * token has already proven that it was issued to this client.
     */
    private TokenResponse refreshed(TokenResponse answer, @Nullable IdToken earlier, JsonObject claims) {
        String clientId = clientId();
        boolean noAudience = earlier != null && !claims.containsKey("aud");
        rules.check(noAudience ? withAudience(claims, clientId) : claims, clientId);
        if (earlier != null) {
            rules.checkUnchanged(earlier, claims);
        }
        FhirUserClaim.Resolved resolved = fhirUser.of(claims);
        List<Finding> findings = new ArrayList<>(resolved.findings());
        if (noAudience) {
            findings.add(new Finding(MEMBER, Message.ID_TOKEN_NO_AUDIENCE.of(settings.name())));
        }
        boolean shortened = earlier != null && !claims.containsKey("fhirUser");
        return with(
                answer, shortened ? new IdToken(claims, earlier.resolvedFhirUser()) : resolved.identity(), findings);
    }

    /**
     * Returns the {@code client_id}. A failure of the registration store must not invalidate the refreshed tokens, so it is
     * reported as an invalid ID token.
     */
    private String clientId() {
        try {
            return String.valueOf(client.clientId());
        } catch (ConfigurationException unknown) {
            throw new InvalidIdTokenException(
                    settings, "the client_id of this client is unknown", Message.ID_TOKEN_CLAIM, "aud");
        }
    }

    private static JsonObject withAudience(JsonObject claims, String clientId) {
        var complete = Json.object();
        claims.forEach(complete::add);
        return complete.add("aud", clientId).build();
    }

    /** Returns the claims of the ID token after verifying the issuer's signature. */
    private JsonObject signedClaims(JsonValue value) {
        SignedToken token = read(value);
        token.algorithm(settings);
        String issuer = issuer();
        rules.checkIssuer(token.claims(), issuer);
        signatures.check(token, issuer);
        return token.claims();
    }

    private SignedToken read(JsonValue value) {
        return SignedToken.read(settings, value instanceof JsonString string ? string.getString() : "");
    }

    /**
     * Returns the configured issuer, or else the issuer in the SMART configuration. Never returns the issuer that the ID token
     * names.
     */
    private String issuer() {
        String configured = settings.identity().issuer();
        if (configured != null) {
            return configured;
        }
        Optional<String> issuer;
        String why = "the SMART configuration has no issuer";
        try {
            issuer = metadata.get().issuer();
        } catch (SmartException undiscovered) {
            issuer = Optional.empty();
            why = Printable.of(String.valueOf(undiscovered.getMessage()));
        }
        String reason = why;
        String found = issuer.orElseThrow(() -> new InvalidIdTokenException(
                settings,
                "the issuer is unknown",
                Message.ID_TOKEN_NO_ISSUER,
                reason,
                settings.key(Setting.ID_TOKEN_ISSUER)));
        authorities.ownerOfIssuer(settings, found).ifPresent(owner -> {
            throw new InvalidIdTokenException(
                    settings,
                    "the issuer belongs to another server",
                    Message.ISSUER_OF_ANOTHER,
                    Printable.of(found),
                    owner,
                    settings.key(Setting.ID_TOKEN_ISSUER));
        });
        return found;
    }

    private Optional<URI> jwksUri() {
        try {
            return metadata.get().jwksUri();
        } catch (SmartException undiscovered) {
            return Optional.empty();
        }
    }

    private TokenResponse passedOver(TokenResponse answer, @Nullable IdToken earlier, InvalidIdTokenException invalid) {
        String message = Message.ID_TOKEN_PASSED_OVER.of(settings.name(), invalid.reason());
        return with(answer, earlier, List.of(new Finding(MEMBER, message)));
    }

    private static TokenResponse with(TokenResponse answer, @Nullable IdToken identity, List<Finding> more) {
        List<Finding> findings = new ArrayList<>(answer.findings());
        findings.addAll(more);
        return new TokenResponse(
                answer.server(),
                answer.accessToken(),
                answer.requestedScopes(),
                answer.members(),
                answer.carriedOver(),
                identity,
                findings);
    }
}

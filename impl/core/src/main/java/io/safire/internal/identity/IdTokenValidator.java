package io.safire.internal.identity;

import io.safire.diagnosis.Finding;
import io.safire.discovery.SmartMetadata;
import io.safire.error.ValidationException;
import io.safire.internal.authentication.ClientIdentity;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.discovery.MixUpDefense;
import io.safire.internal.http.AdministratorDetails;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.ServerClock;
import io.safire.internal.identity.FhirUserResolver.ResolvedIdentity;
import io.safire.internal.key.SignatureAlgorithm;
import io.safire.internal.message.Message;
import io.safire.token.IdToken;
import io.safire.token.RefreshRequest;
import io.safire.token.TokenResponse;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Validator of the ID token in a token response. It adds the identity of the user to the response. */
public final class IdTokenValidator {

    static final String ID_TOKEN = "id_token";

    private static final String OPENID = "openid";

    /**
     * The claims of an ID token whose signature is valid.
     *
     * @param findings the findings about the JWKS of the issuer
     */
    private record VerifiedClaims(JsonObject claims, List<Finding> findings) {

        /** Omits the values, because they identify the user. */
        @Override
        public String toString() {
            return "VerifiedClaims[claims=" + claims.keySet() + "]";
        }
    }

    private final ServerSettings settings;
    private final IssuerResolver issuers;
    private final IdTokenSignatureVerifier signatureVerifier;
    private final IdTokenClaimsValidator claimsValidator;
    private final FhirUserResolver fhirUserResolver;
    private final RefreshedClaimsValidator refreshedClaims;

    /**
     * This constructor sends no request.
     *
     * @param metadata the supplier of the SMART configuration; it is called only if a response contains an ID token
     */
    public IdTokenValidator(
            ServerSettings settings,
            ClientIdentity client,
            Supplier<SmartMetadata> metadata,
            MixUpDefense mixUpDefense,
            HttpSender calls,
            Clock clock,
            ServerClock serverClock) {
        this.settings = settings;
        this.issuers = new IssuerResolver(settings, metadata, mixUpDefense);
        JwksLoader jwksLoader = new JwksLoader(settings, calls, mixUpDefense, issuers::jwksUri);
        this.signatureVerifier =
                new IdTokenSignatureVerifier(settings, new JwksCache(settings, jwksLoader::load, clock));
        this.claimsValidator = new IdTokenClaimsValidator(settings, new IdTokenTimesValidator(settings, serverClock));
        this.fhirUserResolver = new FhirUserResolver(settings);
        this.refreshedClaims = new RefreshedClaimsValidator(settings, client, claimsValidator, fhirUserResolver);
    }

    /**
     * Validates the ID token of an authorization code response. Ignores the ID token if the requested scopes are known
     * and do not contain {@code openid}.
     *
     * @throws ValidationException if the ID token is invalid
     */
    public TokenResponse validateLaunchResponse(ExpectedIdToken expected, TokenResponse response) {
        JsonValue value = idToken(response);
        if (!expected.isPossible() || value == JsonValue.NULL && !expected.isRequested()) {
            return response;
        }
        if (value == JsonValue.NULL) {
            Finding missing = AdministratorDetails.ofClient(
                    settings,
                    Message.NO_ID_TOKEN.finding(settings.key(Setting.SCOPES)).withMember(ID_TOKEN));
            return withIdentity(response, null, List.of(missing));
        }
        VerifiedClaims verified = verifyClaims(value);
        JsonObject claims = verified.claims();
        List<Finding> findings = new ArrayList<>(verified.findings());
        findings.addAll(claimsValidator.validate(claims, expected.clientId()));
        findings.addAll(claimsValidator.validateNonce(claims, expected.nonce()));
        ResolvedIdentity resolved = fhirUserResolver.resolve(claims);
        findings.addAll(resolved.findings());
        return withIdentity(response, resolved.identity(), findings);
    }

    /**
     * Validates the ID token of a refresh response. Without a valid ID token, the response keeps the identity of the
     * launch, because an invalid ID token must not invalidate the refreshed tokens. If an ID token with a valid
     * signature names another user, this method rejects the response.
     *
     * @throws ValidationException if the response belongs to another user
     */
    public TokenResponse validateRefreshResponse(RefreshRequest request, TokenResponse response) {
        @Nullable IdToken earlier = request.earlierIdentity();
        JsonValue value = idToken(response);
        if (!expectsIdToken(request) || value == JsonValue.NULL) {
            return withIdentity(response, earlier, List.of());
        }
        VerifiedClaims verified;
        try {
            verified = verifyClaims(value);
        } catch (ValidationException invalid) {
            return ignoreIdToken(response, earlier, invalid);
        }
        if (earlier != null && !RefreshedClaimsValidator.isSameUser(earlier, verified.claims())) {
            throw InvalidIdToken.exception(
                    settings, "sub differs from the ID token of the launch", Message.ID_TOKEN_OTHER_USER);
        }
        try {
            ResolvedIdentity resolved = refreshedClaims.validate(earlier, verified.claims());
            List<Finding> findings = new ArrayList<>(verified.findings());
            findings.addAll(resolved.findings());
            return withIdentity(response, resolved.identity(), findings);
        } catch (ValidationException invalid) {
            return ignoreIdToken(response, earlier, invalid);
        }
    }

    /**
     * Adds the identity of the launch to a refresh response if its ID token cannot be validated now, but may be later. An ID token that
     * names another user must be validated immediately, because a response for another user must not be stored.
     *
     * @return the response with the identity of the launch; empty if there is no ID token to validate, or if the ID
     *     token names another user
     */
    public Optional<TokenResponse> deferValidation(RefreshRequest request, TokenResponse response) {
        @Nullable IdToken earlier = request.earlierIdentity();
        JsonValue value = idToken(response);
        boolean isDeferred = expectsIdToken(request)
                && value != JsonValue.NULL
                && (earlier == null || !namesOtherUser(earlier, value));
        return isDeferred ? Optional.of(withIdentity(response, earlier, List.of())) : Optional.empty();
    }

    /**
     * Returns the {@code end_session_endpoint} in the openid-configuration of the issuer. The openid-configuration is
     * cached together with the keys of the issuer.
     *
     * @return the text of the member; empty if the member is missing, or if {@code jwks-uri} replaces the
     *     openid-configuration
     * @throws ValidationException if the openid-configuration cannot be read
     */
    public Optional<String> endSessionEndpoint() {
        return signatureVerifier.endSessionEndpoint(issuers.issuer());
    }

    /** Treats a blank ID token as missing, because some servers send a blank ID token. */
    private static JsonValue idToken(TokenResponse response) {
        JsonValue value = response.members().getOrDefault(ID_TOKEN, JsonValue.NULL);
        return value instanceof JsonString text && text.getString().isBlank() ? JsonValue.NULL : value;
    }

    private static boolean expectsIdToken(RefreshRequest request) {
        return request.earlierIdentity() != null
                || request.grantedScopes().isEmpty()
                || request.grantedScopes().contains(OPENID);
    }

    /** Returns true if the ID token names another user, even if its signature is invalid. */
    private boolean namesOtherUser(IdToken earlier, JsonValue value) {
        try {
            return !RefreshedClaimsValidator.isSameUser(earlier, parse(value).claims());
        } catch (ValidationException unreadable) {
            return false;
        }
    }

    private VerifiedClaims verifyClaims(JsonValue value) {
        UnverifiedIdToken token = parse(value);
        SignatureAlgorithm algorithm = token.algorithm(settings);
        String issuer = issuers.issuer();
        claimsValidator.validateIssuer(token.claims(), issuer);
        return new VerifiedClaims(token.claims(), signatureVerifier.verify(token, algorithm, issuer));
    }

    private UnverifiedIdToken parse(JsonValue value) {
        return UnverifiedIdToken.parse(settings, value instanceof JsonString string ? string.getString() : "");
    }

    private TokenResponse ignoreIdToken(
            TokenResponse response, @Nullable IdToken earlier, ValidationException invalid) {
        Finding ignored = Message.ID_TOKEN_IGNORED.finding(invalid.reason()).withMember(ID_TOKEN);
        return withIdentity(response, earlier, List.of(ignored));
    }

    private static TokenResponse withIdentity(
            TokenResponse response, @Nullable IdToken identity, List<Finding> additionalFindings) {
        List<Finding> findings = new ArrayList<>(response.findings());
        findings.addAll(additionalFindings);
        TokenResponse complete = response.withFindings(findings);
        return identity == null ? complete : complete.withIdentity(identity);
    }
}

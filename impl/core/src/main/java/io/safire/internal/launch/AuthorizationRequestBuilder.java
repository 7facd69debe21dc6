package io.safire.internal.launch;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.safire.error.ValidationException;
import io.safire.internal.authentication.ClientIdentity;
import io.safire.internal.config.AdditionalParameters;
import io.safire.internal.config.ConfigurationErrors;
import io.safire.internal.config.EndpointSettings;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.message.Message;
import io.safire.internal.text.LogSanitizer;
import io.safire.internal.text.OpaqueStrings;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.CodeVerifier;
import io.safire.launch.Launch;
import io.safire.token.Scopes;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Builder for authorization requests.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#request-4">SMART App Launch 2.2.0,
 *     authorization request</a>
 */
public record AuthorizationRequestBuilder(ServerSettings settings, ClientIdentity identity, SecureRandom random) {

    public AuthorizationRequest build(Launch launch, Scopes scopes, Supplier<URI> endpoint) {
        return build(launch, scopes, Map.of(), endpoint);
    }

    /**
     * Uses a new {@code state}, {@code nonce} and PKCE challenge.
     *
     * @param additional the additional parameters, which take precedence over the configured parameters
     * @param endpoint the supplier of the authorization endpoint; it is called only if the settings are complete
     * @throws ValidationException if an additional parameter is one that the client sets itself
     */
    public AuthorizationRequest build(
            Launch launch, Scopes scopes, Map<String, String> additional, Supplier<URI> endpoint) {
        additional.keySet().forEach(this::requireFree);
        @Nullable String clientId = identity.clientId();
        requireSettings(clientId, scopes);
        String audience = audience(launch);
        CodeVerifier verifier = CodeVerifier.random(random);
        Map<String, String> parameters =
                new LinkedHashMap<>(settings.client().authorizationParameters().values());
        parameters.putAll(additional);
        parameters.put("response_type", "code");
        parameters.put("client_id", requireNonNull(clientId));
        parameters.put("redirect_uri", requireNonNull(settings.client().redirectUri()));
        if (launch instanceof Launch.Ehr ehr) {
            parameters.put("launch", ehr.launch());
        }
        parameters.put("scope", scopes.toString());
        parameters.put("state", OpaqueStrings.random(random));
        parameters.put("aud", audience);
        if (scopes.contains("openid") && settings.identity().nonce()) {
            // some servers reject a nonce without the scope openid
            parameters.put("nonce", OpaqueStrings.random(random));
        }
        parameters.put("code_challenge_method", "S256");
        parameters.put("code_challenge", verifier.challenge());
        return new AuthorizationRequest(settings.name(), endpoint.get(), parameters, verifier.value());
    }

    public static boolean isIssuerOf(EndpointSettings addresses, String iss) {
        return issuersOf(addresses).contains(CanonicalUrl.of(iss));
    }

    /** Returns the canonical URLs that identify the server as the {@code iss} of an EHR launch. */
    public static Set<String> issuersOf(EndpointSettings addresses) {
        return Stream.of(Optional.of(addresses.baseUrl().toString()), Optional.ofNullable(addresses.audience()))
                .flatMap(Optional::stream)
                .map(CanonicalUrl::of)
                .filter(url -> !url.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Returns the configured audience. If the audience is not configured, returns the {@code iss} of an EHR launch, or
     * the base URL for a standalone launch. The {@code iss} is not changed, because servers compare it exactly.
     */
    private String audience(Launch launch) {
        EndpointSettings addresses = settings.endpoints();
        @Nullable String iss = launch instanceof Launch.Ehr ehr ? ehr.iss() : null;
        if (iss != null && !isIssuerOf(addresses, iss)) {
            throw new ValidationException(
                    Message.FOREIGN_ISSUER.format(
                            settings.name(), LogSanitizer.sanitize(iss), settings.key(Setting.BASE_URL)),
                    "iss",
                    "is not the address of this server");
        }
        String fallback = iss == null ? addresses.baseUrl().toString() : iss;
        return requireNonNullElse(addresses.audience(), fallback);
    }

    private void requireFree(String parameter) {
        if (parameter.isBlank() || AdditionalParameters.isControlled(parameter)) {
            throw new ValidationException(
                    Message.CONTROLLED_PARAMETER.format(settings.name(), LogSanitizer.sanitize(parameter)),
                    "parameter",
                    "the client sets it");
        }
    }

    private void requireSettings(@Nullable String clientId, Scopes scopes) {
        List<Setting> missing = new ArrayList<>();
        if (clientId == null) {
            missing.add(Setting.CLIENT_ID);
        }
        if (settings.client().redirectUri() == null) {
            missing.add(Setting.REDIRECT_URI);
        }
        if (scopes.isEmpty()) {
            missing.add(Setting.SCOPES);
        }
        ConfigurationErrors.throwIfMissing(settings, missing);
    }
}

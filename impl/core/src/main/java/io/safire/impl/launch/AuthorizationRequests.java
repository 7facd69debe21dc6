package io.safire.impl.launch;

import static java.util.Objects.requireNonNull;

import io.safire.error.ValidationException;
import io.safire.impl.config.Addresses;
import io.safire.impl.config.Problems;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.credential.ClientIdentity;
import io.safire.impl.message.Message;
import io.safire.impl.transport.Opaque;
import io.safire.impl.transport.Printable;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.Launch;
import io.safire.token.Scopes;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Builder for authorization requests.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#request-4">SMART App Launch 2.2.0,
 *     authorization request</a>
 */
public final class AuthorizationRequests {

    private final ServerSettings settings;
    private final ClientIdentity identity;
    private final SecureRandom random;

    public AuthorizationRequests(ServerSettings settings, ClientIdentity identity, SecureRandom random) {
        this.settings = settings;
        this.identity = identity;
        this.random = random;
    }

    /**
     * Builds an authorization request with a new {@code state}, {@code nonce} and PKCE challenge.
     *
     * @param endpoint returns the authorization endpoint; called after the settings are known to be complete
     */
    public AuthorizationRequest build(Launch launch, Scopes scopes, Supplier<URI> endpoint) {
        @Nullable String clientId = identity.clientId();
        requireSettings(clientId, scopes);
        String audience = audience(launch);
        String verifier = Pkce.verifier(random);
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", requireNonNull(clientId));
        parameters.put("redirect_uri", requireNonNull(settings.client().redirectUri()));
        if (launch instanceof Launch.Ehr ehr) {
            parameters.put("launch", ehr.launch());
        }
        parameters.put("scope", scopes.toString());
        parameters.put("state", Opaque.random(random));
        parameters.put("aud", audience);
        if (scopes.contains("openid")) {
            // some servers reject a nonce without the scope openid
            parameters.put("nonce", Opaque.random(random));
        }
        parameters.put("code_challenge_method", "S256");
        parameters.put("code_challenge", Pkce.challenge(verifier));
        return new AuthorizationRequest(settings.name(), endpoint.get(), parameters, verifier);
    }

    /** Returns whether the {@code iss} of an EHR launch identifies this server. */
    public static boolean isAddressOf(Addresses addresses, String iss) {
        String issuer = addresses.issuer();
        return CanonicalUrl.same(addresses.baseUrl().toString(), iss)
                || issuer != null && CanonicalUrl.same(issuer, iss);
    }

    /**
     * Returns {@code aud}: the configured value, otherwise the {@code iss} of the launch unchanged, since servers
     * compare it exactly, otherwise the base URL.
     */
    private String audience(Launch launch) {
        Addresses addresses = settings.addresses();
        @Nullable String iss = launch instanceof Launch.Ehr ehr ? ehr.iss() : null;
        if (iss != null && !isAddressOf(addresses, iss)) {
            throw new ValidationException(
                    settings.name(),
                    Message.FOREIGN_ISSUER.of(settings.name(), Printable.of(iss), settings.key(Setting.BASE_URL)),
                    "iss",
                    "is not the address of this server");
        }
        String override = addresses.issuer();
        if (override != null) {
            return override;
        }
        return iss == null ? addresses.baseUrl().toString() : iss;
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
        if (!missing.isEmpty()) {
            Problems problems = new Problems(settings.name(), settings.prefix());
            problems.missing(missing);
            problems.throwIfAny();
        }
    }
}
